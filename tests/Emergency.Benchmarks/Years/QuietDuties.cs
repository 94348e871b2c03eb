using Emergency.Domain;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Hazards;
using Emergency.Domain.MonthReports;
using Emergency.Domain.Pools;
using Emergency.Domain.Resources;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Teams;
using Emergency.Server.Across.MonthReports;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Benchmarks.Years;

/// <summary>
/// The rest of a community's quiet years: risk points and the figures read at them, call-outs with their answers, resources that units have
/// agreed to open, staff sent down, month reports.
/// </summary>
internal sealed class QuietDuties(Pen pen, By street, DateTimeOffset now, int years)
{
    private DateTimeOffset Ago(double days) => now - TimeSpan.FromDays(days);

    public async Task Live(Community community)
    {
        await RiskPoints(community);
        await CallOuts(community);
        await Resources(community);
        await Months(community.Code, community.Secretary, street);
    }

    /// <summary>Two risk points, each looked at every week; once a year the water comes too high and falls again.</summary>
    private async Task RiskPoints(Community community)
    {
        var (began, by) = (Ago(365 * years), community.GridChief);
        for (var n = 1; n <= 2; n++)
        {
            var id = new RiskPointId(Guid.CreateVersion7(began));
            var to = Entities.RiskPoint(id);
            var zone = new RiskZone([$"{n}号楼"], null, "东坡空地", null);
            var facts = new RiskFacts($"{n}号桥下水尺", "gully", HazardLevel.General, null, by.Member, RiskUnit.WaterCm, 40, null, 7, zone);
            await pen.Send(to, new SetRiskPoint(community.Code, facts, by, began), by, began);
            for (var week = 52 * years; week > 0; week--)
            {
                var at = Ago(7 * week);
                await pen.Send(to, new LookAtRiskPoint(week % 52 == 7 ? 55 : week % 30, false, at, by, at), by, at);
            }
        }
    }

    /// <summary>Four call-outs a year; all but one of the team answer.</summary>
    private async Task CallOuts(Community community)
    {
        var by = community.Secretary;
        for (var n = 4 * years; n > 0; n--)
        {
            var (at, id) = (Ago((91 * n) - 3), new CallOutId(Guid.CreateVersion7(Ago((91 * n) - 3))));
            var to = Entities.CallOut(Entities.Live, id);
            await pen.Keys(id.Value);
            var facts = new CallOutFacts(community.Code, pen.Sealing.Seal(id.Value, new FreeText("到物资室集合")), null);
            ListOf<MemberId> called = [.. community.Team.Skip(1).Select(one => one.Member!.Value)];
            await pen.Send(to, new StartCallOut(facts, called, [], by, at), by, at);
            foreach (var (which, member) in called.Skip(1).Index())
            {
                var minutes = which == 0 ? (int?)null : 5 * which;
                await pen.Send(to, new AnswerCallOut(member, minutes, by, at.AddMinutes(which)), by, at.AddMinutes(which));
            }
            await pen.Send(to, new EndCallOut(by, at.AddHours(2)), by, at.AddHours(2));
        }
    }

    /// <summary>A hall, a car park, a generator and a telephone; each agreement is made again every year.</summary>
    private async Task Resources(Community community)
    {
        var (to, by) = (Entities.Resources(Entities.Live, community.Code), community.Secretary);
        foreach (var kind in (ResourceKind[])[ResourceKind.Hall, ResourceKind.CarPark, ResourceKind.Generator, ResourceKind.Phone])
        {
            var id = new ResourceId(Guid.CreateVersion7(Ago(365 * years)));
            for (var year = 0; year < years; year++)
            {
                var at = Ago(365 * (years - year));
                var (from, until) = (Shanghai.Day(at), Shanghai.Day(at).AddDays(365));
                var facts = new ResourceFacts(
                    kind,
                    $"例{kind}",
                    "例园物业",
                    "0376-0000001",
                    null,
                    "1号楼旁",
                    null,
                    $"协{year}",
                    from,
                    until
                );
                await pen.Send(to, new KeepResource(id, facts, year, by, at), by, at);
            }
        }
    }

    /// <summary>Two people of a street's pool, lent once a year for a month; the street's reports.</summary>
    public async Task Live(string code, IReadOnlyList<Community> communities, By above)
    {
        var to = Entities.Pool(Entities.Live, code);
        for (var n = 0; n < 2; n++)
        {
            var (began, member) = (Ago(365 * years), new MemberId(Guid.CreateVersion7(Ago(365 * years))));
            await pen.Keys(member.Value);
            var contact = pen.Sealing.Seal(member.Value, new MemberContact($"沉拟人{n}", ["139-0000-7700"], null, null));
            await pen.Send(to, new AddStaff(new(member, "区城管局", [], contact), street, began), street, began);
            for (var year = years; year > 0; year--)
            {
                var (at, community) = (Ago((365 * year) - 40), communities[(year + n) % communities.Count].Code);
                var from = Shanghai.Day(at);
                await pen.Send(to, new LendStaff(member, new(community, from, from.AddDays(30)), street, at), street, at);
                await pen.Send(to, new ReturnStaff(member, community, street, at.AddDays(31)), street, at.AddDays(31));
            }
        }
        await Months(code, street, above);
    }

    /// <summary>A report for every month, received two days after it was sent.</summary>
    private async Task Months(string code, By sender, By receiver)
    {
        var newest = Shanghai.Day(now);
        for (var n = 12 * years; n > 0; n--)
        {
            var month = new DateOnly(newest.Year, newest.Month, 1).AddMonths(-n);
            var (to, at) = (Entities.MonthReport(code, month), Shanghai.At(month.AddMonths(1).AddDays(1), new TimeOnly(9, 0)));
            ListOf<MonthFigure> figures = [.. MonthFigures.Rules.Select((one, which) => new MonthFigure(one.Code, which + (n % 5)))];
            await pen.Send(to, new SendMonthReport(code, month, figures, figures, null, sender, at), sender, at);
            await pen.Send(to, new ReceiveMonthReport(1, receiver, at.AddDays(2)), receiver, at.AddDays(2));
        }
    }
}
