namespace Emergency.Server.Across.CaseIntake;

/// <summary>
/// Registers the intake of hand-overs by machine from hotlines: taking them, showing waiting ones, and making them incidents.
/// </summary>
internal static class IntakeRoom
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Intake>();
        return builder;
    }

    public static RouteGroupBuilder MapHotlineDesk(this RouteGroupBuilder api) => api.MapLinks().MapBoard().MapCases();
}
