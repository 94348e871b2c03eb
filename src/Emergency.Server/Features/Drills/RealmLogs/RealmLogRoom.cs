using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.RealmLogs;

/// <summary>Events in the realms of drills.</summary>
internal static class RealmLogRoom
{
    public static WebApplicationBuilder AddRealmLogs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Courses>();
        return builder.AddView<RealmLogView>();
    }
}
