using System.Collections.Immutable;
using Emergency.Domain.Handovers;
using Emergency.Domain.Places;

namespace Emergency.Domain.Incidents;

/// <summary>An incident (突发事件; kind "incident", key = its id). Cut by topic: Reports, Impact, Tasks; door checks are an entity of their own per incident and community. What ended takes no further command.</summary>
public sealed record Incident(IncidentStage Stage, string County, string? Community, string? Grid, Category Category, Priority Priority, Grade? Grade, ImmutableDictionary<ReportId, Report> Reports, Located? Location, string? Doubt, ImpactArea? Impact, ListOf<ActivatedCard> Cards, ImmutableDictionary<TaskId, IncidentTask> Tasks, DateTimeOffset? OpenedAt)
{
    public static readonly Code Unknown = new("incident.unknown"), Over = new("incident.over"), TasksRunning = new("incident.tasks-running");
    public static readonly Incident None = new(IncidentStage.None, "", null, null, Category.Other, Priority.Normal, null, ImmutableDictionary<ReportId, Report>.Empty, null, null, null, [], ImmutableDictionary<TaskId, IncidentTask>.Empty, null);
}

/// <summary>处置中, 已控制, 误报撤销. Ending (现场处置结束 → 响应终止 → 归档) follows these.</summary>
public enum IncidentStage { None, Active, Contained, Withdrawn }
/// <summary>特别重大 … 一般 (应对法 3); null until a named official sets it, and always for social-security incidents.</summary>
public enum Grade { General, Larger, Major, Extreme }
public enum Category { Fire, Flood, Geological, Gas, Traffic, Medical, Missing, PublicOrder, Power, Epidemic, Weather, Other }
/// <summary>生命 urgent 紧急 一般.</summary>
public enum Priority { Life, Urgent, Normal }
public sealed record Casualties(int Dead, int Injured, int Trapped);

public abstract record IncidentCommand : Command;
public sealed record OpenIncident(string County, string? Community, string? Grid, Category Category, Priority Priority, Located? Location, string? Doubt, ReportId Report, CaseKey? Case, Casualties? Casualties, DateTimeOffset KnownAt, Sealed Text, By By, DateTimeOffset At) : IncidentCommand;
public sealed record GradeIncident(Grade? Grade, By By, DateTimeOffset At) : IncidentCommand;
public sealed record ContainIncident(By By, DateTimeOffset At) : IncidentCommand;
/// <summary>误报: ends an incident in which nobody has begun anything; refused while a task is taken.</summary>
public sealed record WithdrawIncident(Sealed Reason, By By, DateTimeOffset At) : IncidentCommand;

public abstract record IncidentEvent : Event;
public sealed record IncidentOpened(string County, string? Community, string? Grid, Category Category, Priority Priority, Located? Location, string? Doubt, ReportId Report, CaseKey? Case, Casualties? Casualties, DateTimeOffset KnownAt, Sealed Text, By By, DateTimeOffset At) : IncidentEvent;
public sealed record IncidentGraded(Grade? Grade, By By, DateTimeOffset At) : IncidentEvent;
public sealed record IncidentContained(By By, DateTimeOffset At) : IncidentEvent;
public sealed record IncidentWithdrawn(Sealed Reason, By By, DateTimeOffset At) : IncidentEvent;
