using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.PositionSharing;

/// <summary>Registers the sharing of team members' positions while they have a task in hand.</summary>
internal static class PositionRoom
{
    public static WebApplicationBuilder AddPositions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Positions>().AddGuarded<Forgetting>().AddGuarded<PositionWire>();
        return builder.AddView<PositionsView>();
    }
}
