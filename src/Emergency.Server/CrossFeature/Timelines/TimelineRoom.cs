namespace Emergency.Server.CrossFeature.Timelines;

/// <summary>Everything that happened in one incident.</summary>
public static class TimelineRoom
{
    public static WebApplicationBuilder AddTimelines(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Timeline>();
        return builder;
    }
}
