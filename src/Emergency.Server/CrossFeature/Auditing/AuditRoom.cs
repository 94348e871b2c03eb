using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Auditing;

/// <summary>Who has read personal data, and who unusually much.</summary>
internal static class AuditRoom
{
    public static WebApplicationBuilder AddAuditing(this WebApplicationBuilder builder) => builder.AddView<UnusualReadingView>();

    public static RouteGroupBuilder MapAuditing(this RouteGroupBuilder api) => api.MapAccess();
}
