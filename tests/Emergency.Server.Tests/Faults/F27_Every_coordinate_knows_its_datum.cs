using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Hotlines;

public sealed partial class IntakeTests
{
    [Fact]
    public async Task Map_coordinates_of_the_shifted_kind_are_converted_and_the_original_is_kept()
    {
        var shifted = Datums.ToGcj02(new(Borough.Lon, Borough.Lat));
        var incident = await Known(
            (
                await _fire.Created(
                    Partner.Fire(
                        Partner.NewNumber(),
                        new
                        {
                            lon = shifted.Lon,
                            lat = shifted.Lat,
                            datum = "GCJ02",
                        }
                    )
                )
            ).Is(202)
        );
        incident.State.Location!.Original.Lon.ShouldBe(shifted.Lon);
        Earth
            .Distance(new(incident.State.Location.Point.Lon, incident.State.Location.Point.Lat), new(Borough.Lon, Borough.Lat))
            .ShouldBeLessThan(0.5);
        incident.State.Community.ShouldBe(Borough.Community);
    }
}
