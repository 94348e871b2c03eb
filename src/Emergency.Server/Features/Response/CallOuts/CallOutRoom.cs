using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.CallOuts;

/// <summary>Call-outs of whole teams.</summary>
internal static class CallOutRoom
{
    public static WebApplicationBuilder AddCallOuts(this WebApplicationBuilder builder) => builder.AddView<CallOutsView>();

    public static RouteGroupBuilder MapCallOuts(this RouteGroupBuilder api) => api.MapCallOutActs();
}
