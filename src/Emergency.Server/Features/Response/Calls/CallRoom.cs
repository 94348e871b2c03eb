using Emergency.Server.Features.Calls.WebPush;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>叫应: calls until a living person answers, and the gateway that rings.</summary>
internal static class CallRoom
{
    /// <summary>Registers calls and checks the operator's settings of 企业微信; throws CannotStart where they are unusable.</summary>
    public static WebApplicationBuilder AddCalls(this WebApplicationBuilder builder, Settings settings)
    {
        if (
            settings.WeCom.Fault(settings.PublicUrl is not null, settings.Hotlines.GetValueOrDefault(Settings.Chat)?.Url is not null) is
            { } fault
        )
            throw new Engine.CannotStart(fault);
        if (settings.WeCom.Exists)
            WeCom.Secret(settings.WeCom);
        builder.AddView<CallsView>();
        builder
            .Services.AddSingleton<VoiceGateway>()
            .AddSingleton<LoudspeakerGateway>()
            .AddSingleton<VapidKey>()
            .AddSingleton<PushHosts>()
            .AddSingleton<PushSender>()
            .AddSingleton<DevicePushes>()
            .AddSingleton(services => App(settings, services))
            .AddGuarded<Calling>();
        return builder;
    }

    private static ChatApp App(Settings settings, IServiceProvider services) =>
        settings.WeCom.Exists ? ActivatorUtilities.CreateInstance<WeCom>(services)
        : settings.Hotlines.GetValueOrDefault(Settings.Chat) is { Url: not null, Secret: not null }
            ? ActivatorUtilities.CreateInstance<ChatGateway>(services)
        : new NoChatApp();

    public static RouteGroupBuilder MapCalls(this RouteGroupBuilder api) => api.MapCallActs().MapNotices();
}
