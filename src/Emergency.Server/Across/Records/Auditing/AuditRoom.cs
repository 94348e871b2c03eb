using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Auditing;

/// <summary>Registers the log of access to personal data, and its alarm about unusually many readings.</summary>
internal static class AuditRoom
{
    public static WebApplicationBuilder AddAuditing(this WebApplicationBuilder builder) => builder.AddView<UnusualReadingView>();

    public static RouteGroupBuilder MapAuditing(this RouteGroupBuilder api) => api.MapAccess();
}
