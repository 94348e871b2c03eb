using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Tests.Places;

public class DatumTests
{
    [Fact]
    public void A_place_shifted_for_public_maps_comes_back_to_within_half_a_metre_all_over_China()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var place = new LonLat(73.5 + random.NextDouble() * 61.5, 3.5 + random.NextDouble() * 50);
            Earth.Distance(place, Datums.ToWgs84(Datums.ToGcj02(place), Datum.GCJ02)).ShouldBeLessThan(0.5);
        }
    }

    /// <summary>The pairs that the public converters are tested with; they differ among themselves by centimetres.</summary>
    [
        Theory,
        InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597),
        InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766),
        InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)
    ]
    public void Shanghai_Shenzhen_and_Beijing_lie_where_both_kinds_of_map_have_them(
        double lon,
        double lat,
        double shiftedLon,
        double shiftedLat
    )
    {
        Earth.Distance(Datums.ToGcj02(new(lon, lat)), new(shiftedLon, shiftedLat)).ShouldBeLessThan(0.5);
        Earth.Distance(Datums.ToWgs84(new(shiftedLon, shiftedLat), Datum.GCJ02), new(lon, lat)).ShouldBeLessThan(0.5);
    }

    [Fact]
    public void The_shift_in_the_district_is_some_hundred_metres()
    {
        var shift = Earth.Distance(new(114.068, 32.119), Datums.ToGcj02(new(114.068, 32.119)));
        shift.ShouldBeInRange(300, 700);
    }

    [Fact]
    public void Outside_China_and_in_the_national_datum_nothing_is_moved()
    {
        var oslo = new LonLat(10.75, 59.91);
        Datums.ToWgs84(oslo, Datum.GCJ02).ShouldBe(oslo);
        var here = new LonLat(114.068, 32.119);
        Datums.ToWgs84(here, Datum.CGCS2000).ShouldBe(here);
        Datums.ToWgs84(here, Datum.WGS84).ShouldBe(here);
    }

    [Fact]
    public void A_point_is_said_in_two_numbers() => new LonLat(114.5, 32.25).ToString().ShouldBe("114.5 32.25");

    [
        Theory,
        InlineData("GCJ-02", nameof(Datum.GCJ02)),
        InlineData("wgs84", nameof(Datum.WGS84)),
        InlineData("CGCS2000", nameof(Datum.CGCS2000)),
        InlineData("BD09", null)
    ]
    public void Datums_are_known_by_their_names(string name, string? datum) => (Datums.Of(name)?.ToString()).ShouldBe(datum);
}
