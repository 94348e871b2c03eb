using Emergency.Server.Features.Retaining;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Retaining;

/// <summary>Registers the retention of personal data after their purpose, and the decisions about it.</summary>
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
