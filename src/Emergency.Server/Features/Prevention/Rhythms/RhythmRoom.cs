using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Rhythms;

/// <summary>Registers the schedule of duties, and its clock.</summary>
internal static class RhythmRoom
{
    public static WebApplicationBuilder AddRhythms(this WebApplicationBuilder builder)
    {
        builder.AddView<RoundsView>();
        builder.Services.AddGuarded<RoundClock>();
        return builder;
    }
}
