using Emergency.Server.Reactions;
using Emergency.Server.Starting;
using Emergency.Server.Views;
using Quartz;

namespace Emergency.Server.Drills.Schedules;

/// <summary>Drill schedules, and the clock that fires them.</summary>
public static class ScheduleRoom
{
    public static WebApplicationBuilder AddSchedules(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<SchedulesView>().AddView<RemindersView>();
        builder.Services.AddQuartz(quartz => quartz.UseInMemoryStore());
        builder.Services.AddQuartzHostedService();
        builder.Services.AddSingleton<ScheduleSight>().AddSingleton<IReaction, ScheduleMakesDrill>().AddGuarded<ScheduleClock>();
        return builder;
    }
}
