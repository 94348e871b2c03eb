using Emergency.Server.Views;

namespace Emergency.Server.Responses;

/// <summary>Response levels of authorities.</summary>
public static class ResponseRoom
{
    public static WebApplicationBuilder AddResponses(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<ResponsesView>();
        builder.Services.AddSingleton<ResponseSight>();
        return builder;
    }

    public static RouteGroupBuilder MapResponses(this RouteGroupBuilder api) => api.MapResponseActs();
}
