namespace Emergency.Server.Across.Timelines;

/// <summary>Registers the timeline of an incident.</summary>
internal static class TimelineRoom
{
    public static WebApplicationBuilder AddTimelines(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Timeline>();
        builder.Services.AddSingleton<Moments>();
        return builder;
    }
}
