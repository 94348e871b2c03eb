using Emergency.Server.Features.Calls.WebPush;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>叫应: calls until a living person answers, and the gateway that rings.</summary>
internal static class CallRoom
{
    public static WebApplicationBuilder AddCalls(this WebApplicationBuilder builder)
    {
        builder.AddView<CallsView>();
        builder
            .Services.AddSingleton<VoiceGateway>()
            .AddSingleton<LoudspeakerGateway>()
            .AddSingleton<VapidKey>()
            .AddSingleton<PushHosts>()
            .AddSingleton<PushSender>()
            .AddGuarded<Calling>();
        return builder;
    }

    public static RouteGroupBuilder MapCalls(this RouteGroupBuilder api) => api.MapCallActs().MapNotices();
}
