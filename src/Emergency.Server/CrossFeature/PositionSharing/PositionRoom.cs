using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.PositionSharing;

/// <summary>Where the people of teams are while a task is in their hands.</summary>
internal static class PositionRoom
{
    public static WebApplicationBuilder AddPositions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Positions>().AddGuarded<Forgetting>().AddGuarded<PositionWire>();
        return builder.AddView<PositionsView>();
    }
}
