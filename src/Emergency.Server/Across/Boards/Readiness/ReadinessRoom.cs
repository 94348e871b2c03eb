using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Readiness;

/// <summary>Registers readiness: the duties fulfilled, by their evidence, today and on past days.</summary>
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

    /// <summary>Stops the start for a rule pack that names unknown evidence, rather than the first page that needs it.</summary>
    public static WebApplication CheckRulePacks(this WebApplication app)
    {
        app.Services.GetRequiredService<EvidenceTable>();
        return app;
    }
}
