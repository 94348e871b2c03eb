using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Handovers;

/// <summary>Registers hand-overs to hotlines and civil affairs.</summary>
internal static class HandoverRoom
{
    public static WebApplicationBuilder AddHandovers(this WebApplicationBuilder builder)
    {
        builder.AddView<HandoversView>();
        builder.Services.AddSingleton<Offering>().AddGuarded<Outbox>();
        return builder;
    }
}
