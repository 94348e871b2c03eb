using Emergency.Domain.MonthReports;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.MonthReports;

/// <summary>月报: the report of a community or street about one month.</summary>
internal sealed class MonthReportActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<MonthReportActor, MonthReport>(
        "month-report",
        MonthReport.None,
        MonthReport.Decide,
        MonthReport.Evolve
    );
}
