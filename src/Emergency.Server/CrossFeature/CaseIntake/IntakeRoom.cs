namespace Emergency.Server.CrossFeature.CaseIntake;

/// <summary>What hotlines hand over by machine: taken, shown where it waits, and made an incident.</summary>
internal static class IntakeRoom
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Intake>();
        return builder;
    }

    public static RouteGroupBuilder MapHotlineDesk(this RouteGroupBuilder api) => api.MapLinks().MapBoard().MapCases();
}
