using System.Globalization;
using Emergency.Domain.Places;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.Areas;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Incidents;

/// <summary>Limits of a drawn area: its size, its number of corners, and the size below which it counts nobody.</summary>
public sealed class AreaAskedTests
{
    [Theory]
    [InlineData("0.999", false)]
    [InlineData("1", true)]
    [InlineData("50000", true)]
    [InlineData("50000.001", false)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("NaN", false)]
    public void A_circle_of_1_to_50_000_m_is_taken(string metres, bool taken) =>
        Taken(new(new(Borough.Lon, Borough.Lat, double.Parse(metres, CultureInfo.InvariantCulture)), null, null)).ShouldBe(taken);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void One_to_200_places_are_taken(int places, bool taken) =>
        Taken(new(null, null, [.. Enumerable.Repeat(new Place(Borough.Community), places)])).ShouldBe(taken);

    [Fact]
    public void It_is_said_in_one_way()
    {
        Taken(new(null, null, null)).ShouldBeFalse();
        Taken(new(new(Borough.Lon, Borough.Lat, 9), null, [new(Borough.Community)])).ShouldBeFalse();
        Taken(new(new(null, Borough.Lat, 9), null, null)).ShouldBeFalse("a number that was not told is none");
        Taken(new(null, null, [new("x")])).ShouldBeFalse();
    }

    [Theory]
    [InlineData(149.999, true)]
    [InlineData(150, false)]
    [InlineData(150.001, false)]
    public void A_circle_of_less_than_150_m_is_too_small_to_count_in(double metres, bool small) =>
        CountFloors.IsSmall(new Area.Circle(new(Borough.Lon, Borough.Lat), metres)).ShouldBe(small);

    private static bool Taken(AreaAsked asked)
    {
        var (area, problem) = asked.Read();
        (area is null).ShouldBe(problem is not null);
        return problem is null;
    }
}
