using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Situation;

/// <summary>报送: forms of upper levels, filled from an incident.</summary>
internal static class SituationRoom
{
    public static WebApplicationBuilder AddSituation(this WebApplicationBuilder builder, Settings settings)
    {
        SituationForms.Check(settings);
        builder.Services.AddSingleton<HourlyTable>().AddSingleton<SituationForms>();
        return builder;
    }

    public static RouteGroupBuilder MapSituation(this RouteGroupBuilder api) => api.MapSituationForms();
}
