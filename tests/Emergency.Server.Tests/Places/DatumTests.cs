using Emergency.Server.Places.Shapes;

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

    /// <summary>Tian'anmen: WGS84 116.391349, 39.907375; public maps show it at 116.397592, 39.908778 (the reference pair of the published converters, to 1e-5 degrees).</summary>
    [Fact]
    public void Tiananmen_lies_where_both_kinds_of_map_have_it()
    {
        var shifted = Datums.ToGcj02(new(116.391349, 39.907375));
        Earth.Distance(shifted, new(116.397592, 39.908778)).ShouldBeLessThan(2);
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

    [Theory, InlineData("GCJ-02", Datum.GCJ02), InlineData("wgs84", Datum.WGS84), InlineData("CGCS2000", Datum.CGCS2000), InlineData("BD09", null)]
    public void Datums_are_known_by_their_names(string name, Datum? datum) => Datums.Of(name).ShouldBe(datum);
}
