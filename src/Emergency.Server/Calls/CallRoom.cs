using Emergency.Server.Reactions;
using Emergency.Server.Starting;
using Emergency.Server.Views;

namespace Emergency.Server.Calls;

/// <summary>叫应: calls until a living person answers, and the gateway that rings.</summary>
public static class CallRoom
{
    public static WebApplicationBuilder AddCalls(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<CallsView>();
        builder.Services.AddSingleton<CallSight>().AddSingleton<VoiceGateway>().AddGuarded<Calling>();
        builder.Services.AddSingleton<IReaction, OrdersAreCalled>().AddSingleton<IReaction, CallsSendDrivers>();
        return builder;
    }

    public static RouteGroupBuilder MapCalls(this RouteGroupBuilder api) => api.MapCallActs();
}
