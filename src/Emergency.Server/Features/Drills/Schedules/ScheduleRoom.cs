using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;
using Quartz;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>Drill schedules, and the clock that fires them.</summary>
internal static class ScheduleRoom
{
    public static WebApplicationBuilder AddSchedules(this WebApplicationBuilder builder)
    {
        builder.AddView<SchedulesView>().AddView<RemindersView>();
        builder.Services.AddQuartz(quartz => quartz.UseInMemoryStore());
        builder.Services.AddQuartzHostedService();
        builder.Services.AddGuarded<ScheduleClock>();
        return builder;
    }
}
