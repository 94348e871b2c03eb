using Emergency.Server.Features.Retaining;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Retaining;

/// <summary>What is kept of people after its purpose, and what somebody decides about it.</summary>
internal static class RetentionRoom
{
    public static WebApplicationBuilder AddRetention(this WebApplicationBuilder builder)
    {
        builder.AddView<RetentionView>();
        builder.Services.AddSingleton<KeptThings>().AddSingleton<Deciding>();
        return builder;
    }

    public static RouteGroupBuilder MapRetention(this RouteGroupBuilder api) => api.MapRetentionActs();
}
