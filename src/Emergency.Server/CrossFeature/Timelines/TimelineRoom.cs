namespace Emergency.Server.CrossFeature.Timelines;

/// <summary>Everything that happened in one incident.</summary>
internal static class TimelineRoom
{
    public static WebApplicationBuilder AddTimelines(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Timeline>();
        builder.Services.AddSingleton<Moments>();
        return builder;
    }
}
