using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>Registers things on the ground (地物): hydrants, valves, gates, underpasses, keys, buildings.</summary>
internal static class GroundRoom
{
    public static WebApplicationBuilder AddGround(this WebApplicationBuilder builder) =>
        builder.AddView<GroundView>().AddList<ListedGround>();
}
