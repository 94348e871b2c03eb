using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Responses;

/// <summary>Registers responses of authorities.</summary>
internal static class ResponseRoom
{
    public static WebApplicationBuilder AddResponses(this WebApplicationBuilder builder)
    {
        builder.AddView<ResponsesView>();
        return builder;
    }

    public static RouteGroupBuilder MapResponses(this RouteGroupBuilder api) => api.MapResponseActs();
}
