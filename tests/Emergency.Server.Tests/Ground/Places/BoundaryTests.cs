using Emergency.Domain;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Places;

/// <summary>The boundary of a community, drawn by hand between its neighbours.</summary>
public sealed class BoundaryTests(Borough borough)
{
    private static object Square(double west, double south, double east, double north) =>
        new
        {
            boundary = new
            {
                type = "Polygon",
                coordinates = new[] { new double[][] { [west, south], [east, south], [east, north], [west, north], [west, south] } },
            },
        };

    private static string At(string code) => $"/api/communities/{code}/boundary";

    [Fact]
    public async Task Lines_drawn_by_hand_meet_those_of_the_street_and_of_the_neighbours()
    {
        var (street, duty) = (await borough.StreetOfficer(), await borough.Duty());
        // Too far west, where the neighbour is, and too far north, out of the street.
        var drawn = (await street.Post(At(Borough.Neighbour), Square(114.075, 32.10, 114.10, 32.125))).Is(200);
        (await Box(street, Borough.Neighbour, drawn)).ShouldBe((114.08, 32.10, 114.10, 32.12));
        var distant = (await duty.Post(At(Borough.Distant), Square(114.095, 32.10, 114.12, 32.12))).Is(200);
        (await Box(duty, Borough.Distant, distant)).ShouldBe((114.10, 32.10, 114.12, 32.12));
        var taken = (await street.Post(At(Borough.Neighbour), Square(114.062, 32.102, 114.078, 32.118))).Is(409);
        taken.Code.ShouldBe("place.boundary-taken");
        taken.Text.ShouldContain("试阳社区", Case.Sensitive);
        (await street.Post(At(Borough.Neighbour), Square(114.3, 32.3, 114.31, 32.31))).Is(400).Code.ShouldBe("place.boundary-outside");
        (await street.Post(At(Borough.Neighbour), new { })).Is(400);
        (await street.Post(At(Borough.Neighbour), new { boundary = new { type = "Point", coordinates = new[] { 114.09, 32.11 } } }))
            .Is(400)
            .Code.ShouldBe("area.bad");
        // A committee does not draw its own boundary.
        (await (await borough.Secretary()).Post(At(Borough.Community), Square(114.06, 32.10, 114.08, 32.12))).Is(403);
    }

    [Fact]
    public async Task Of_two_who_draw_the_same_ground_at_the_same_moment_the_second_is_cut_along_the_first_or_refused()
    {
        await using var server = await RunningServer.StartFor(QuarterRegisters.City);
        await QuarterRegisters.Load(server, "street", Role.StreetOfficer, QuarterRegisters.Street);
        using var one = await server.SignIn("street", ServerFixture.Password);
        using var other = await server.SignIn("street", ServerFixture.Password);
        await using var ear = await Ear.Open(one.Address, one.Token!);
        await ear.Join("division", QuarterRegisters.Street);
        var (lon, lat) = (QuarterRegisters.Lon, QuarterRegisters.Lat);
        for (var round = 0; round < 6; round++)
        {
            // Both strips at home, then both over the same middle, each a little less than half of its own drawing.
            (await one.Post(At(QuarterRegisters.Here), Strip(0))).Is(200);
            (await one.Post(At(QuarterRegisters.Next), Strip(4))).Is(200);
            var answers = await Task.WhenAll(
                one.Post(At(QuarterRegisters.Here), Strip(1)),
                other.Post(At(QuarterRegisters.Next), Strip(2 + (round % 2)))
            );
            answers.ShouldAllBe(answer => answer.Status == 200 || answer.Code == "place.boundary-taken");
            var (here, next) = (await Ground(one, QuarterRegisters.Here), await Ground(one, QuarterRegisters.Next));
            here.Intersection(next).Area.ShouldBeLessThan(1e-9);
        }
        // Open maps hear of the change.
        var before = ear.Newest("boundary", QuarterRegisters.Next)?.ToJsonString();
        (await one.Post(At(QuarterRegisters.Next), Strip(9))).Is(200);
        await Until.True(
            () => ear.Newest("boundary", QuarterRegisters.Next)?.ToJsonString() is { } now && now != before,
            "the street hears that a boundary was drawn"
        );

        object Strip(int n) => Square(lon + (n * 0.001), lat, lon + ((n + 3) * 0.001), lat + 0.002);
    }

    private static async Task<NetTopologySuite.Geometries.Geometry> Ground(Api who, string code) =>
        GeoJson.Read((await who.Get($"/api/divisions/{code}/boundary")).Is(200)["geometry"]).Shape!;

    private static async Task<(double West, double South, double East, double North)> Box(Resident who, string code, Answer after)
    {
        var geometry = (await who.Get($"/api/divisions/{code}/boundary", after)).Is(200)["geometry"];
        var corners = geometry
            .GetProperty("coordinates")
            .EnumerateArray()
            .SelectMany(part => part.EnumerateArray())
            .SelectMany(ring => ring.EnumerateArray())
            .Select(corner => (Lon: Math.Round(corner[0].GetDouble(), 6), Lat: Math.Round(corner[1].GetDouble(), 6)))
            .ToList();
        return (corners.Min(one => one.Lon), corners.Min(one => one.Lat), corners.Max(one => one.Lon), corners.Max(one => one.Lat));
    }
}
