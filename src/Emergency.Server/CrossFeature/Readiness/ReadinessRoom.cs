using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.CrossFeature.Readiness;

/// <summary>Which duties are fulfilled, by what shows it, today and on past days.</summary>
internal static class ReadinessRoom
{
    public static WebApplicationBuilder AddReadiness(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EvidenceTable>().AddSingleton<KeptDays>();
        return builder
            .AddEvidence<VisitsShow>()
            .AddEvidence<ChecksShow>()
            .AddEvidence<CareShows>()
            .AddEvidence<OrdersShow>()
            .AddEvidence<LinksShow>()
            .AddEvidence<DeskShows>()
            .AddEvidence<EstatesShow>()
            .AddEvidence<PropertyAsksShow>()
            .AddEvidence<ListsShow>();
    }

    /// <summary>A rule pack that names what nothing shows stops the start, not the first page that asks.</summary>
    public static WebApplication CheckRulePacks(this WebApplication app)
    {
        app.Services.GetRequiredService<EvidenceTable>();
        return app;
    }
}
