using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Tests.Imports;
using Emergency.Testing;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Tests.Places;

public class AreaIndexTests
{
    [Fact]
    public void Every_household_lies_in_the_community_it_is_registered_in()
    {
        var index = Communities();
        var known = KnownRegisters.Under("411502");
        var households = KnownRegisters.Read(RegisterKind.Households, "data/residents/households.csv", known).Of<HouseholdRow>().ToList();
        households.ShouldNotBeEmpty();
        foreach (var household in households)
        {
            index.At(household.Point!.Value).Contains(household.CommunityCode, StringComparer.Ordinal).ShouldBeTrue(household.Id);
        }
    }

    [Fact]
    public void A_call_from_outside_the_county_lies_nowhere()
    {
        var calls = SharedMaterial
            .Text("data/calls/calls_2016-01_first2000.csv")
            .Split('\n')
            .Skip(1)
            .Where(l => l.Length > 0)
            .Select(l => l.Split(','))
            .ToList();
        var index = Communities();
        foreach (var call in calls)
        {
            var codes = index.At(new(Number(call[^3]), Number(call[^2])));
            if (call[^1].Trim().Length == 0)
            {
                codes.ShouldBeEmpty();
            }
            else
            {
                codes.Contains(call[^1].Trim(), StringComparer.Ordinal).ShouldBeTrue(call[0]);
            }
        }

        static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_fire_of_a_hundred_and_fifty_metres_in_the_middle_of_yiyang_reaches_yiyang_only() =>
        Communities().Reached(new Circle(new(114.06687, 32.118794), 150)).ShouldBe(["411502001001"]);

    [Fact]
    public void An_area_reaches_the_neighbour_whose_ground_it_takes_and_not_the_one_it_only_borders()
    {
        var index = new AreaIndex([
            KeyValuePair.Create("west", Square(114, 114.1)),
            KeyValuePair.Create("middle", Square(114.1, 114.2)),
            KeyValuePair.Create("east", Square(114.2, 114.3)),
        ]);
        index.Reached(Square(114.1, 114.2)).ShouldBe(["middle"]);
        index.Reached(Square(114.15, 114.25)).ShouldBe(["east", "middle"]);
        index.Reached(Square(114.05, 114.3)).ShouldBe(["east", "middle", "west"]);
        index.At(new(114.1, 32.05)).ShouldBe(["middle", "west"]);
        index.At(new(115, 32.05)).ShouldBeEmpty();
    }

    private static AreaIndex Communities() =>
        new(
            KnownRegisters
                .Read(RegisterKind.Areas, "data/boundaries/communities.geojson", KnownRegisters.Under("411502"))
                .Of<AreaFeature>()
                .Select(a => KeyValuePair.Create(a.Code, a.Area))
        );

    private static Geometry Square(double west, double east) => RandomShapes.Factory.ToGeometry(new Envelope(west, east, 32, 32.1));
}
