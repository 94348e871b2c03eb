using Emergency.Server.Features.Confirmations;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Registers the lines to 110, 119, 120, 12345 and the voice gateway.</summary>
internal static class HotlineRoom
{
    public static WebApplicationBuilder AddHotlines(this WebApplicationBuilder builder)
    {
        builder.AddView<LinesView>();
        builder
            .Services.AddSingleton<IAskedAct, LineAct>()
            .AddSingleton<Partners>()
            .AddSingleton<Outgoing>()
            .AddSingleton<LineLinks>()
            .AddSingleton<LineTraffic>()
            .AddGuarded<LinkWatch>();
        return builder;
    }
}
