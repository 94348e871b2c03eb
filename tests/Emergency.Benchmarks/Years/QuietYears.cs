using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Orders;
using Emergency.Domain.Parties;
using Emergency.Domain.Patrols;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Regulations;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Volunteers;
using Emergency.Server.Across.Readiness;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Benchmarks.Years;

/// <summary>
/// Writes the quiet years of a county's communities, by the commands that their desks send: plans and their versions, lots with movements
/// and stocktakes, hazards found and mended, patrols, training, turns and swaps, asks, hours, matters, the readiness at the end of each
/// day, and all that <see cref="QuietDuties"/> adds.
/// </summary>
internal sealed class QuietYears(Opened opened, DateTimeOffset now, int years)
{
    private static readonly By Street = new(new("quiet-street"), Role.StreetOfficer);
    private readonly Pen _pen = new(opened);
    private readonly TimeSpan _before = TimeSpan.FromDays(365 * years);

    /// <summary>Writes the demo's district with people, teams and stock in every community, and its quiet years.</summary>
    public static async Task Write(string folder, IReadOnlyList<string> communities, int residents, int years)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var opened = await Opened.Open(Founding.Settings(folder), TimeProvider.System, NullLoggerFactory.Instance);
        var quiet = new QuietYears(opened, now, years);
        var county = await new Settling(opened, now - quiet._before - TimeSpan.FromDays(2)).Settle(
            [.. communities.Select(code => (code, new GeoPoint(114.06, 32.115)))],
            residents
        );
        await Parallel.ForEachAsync(
            county.Communities,
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (community, _) => await quiet.Live(community)
        );
        await quiet.Streets(county);
        await quiet.Matters();
        await quiet.Days(folder);
        await Founding.Followed(folder, opened);
    }

    private DateTimeOffset Ago(double days) => now - TimeSpan.FromDays(days);

    private async Task Live(Community community)
    {
        var random = new Random(community.Code.GetHashCode(StringComparison.Ordinal));
        await Stock(community, random);
        await Hazards(community, random);
        await Rounds(community);
        await Team(community, random);
        await Parties(community, random);
        await Volunteers(community, random);
        await Plans(community);
        await Duties.Live(community);
    }

    private QuietDuties Duties => new(_pen, Street, now, years);

    private Task Streets(County county) =>
        Parallel.ForEachAsync(
            county.Communities.GroupBy(one => one.Street, StringComparer.Ordinal),
            async (street, _) => await Duties.Live(street.Key, [.. street], county.Duty)
        );

    /// <summary>A version of the plan every year, reviewed half a year later.</summary>
    private async Task Plans(Community community)
    {
        var (to, by) = (Entities.Plan(Entities.Live, community.Code), community.Secretary);
        var cards = ListOf.From(CardLibrary.BuiltIn.Where(one => one.Variant == CardVariant.Urban).Take(8).Select(one => one.Card));
        for (var year = years; year > 0; year--)
        {
            var at = Ago((365 * year) - 20);
            var text = new PlanText($"{Shanghai.Day(at).Year}-1", "社区预案", cards, [new("c-risks", $"{year} 处陡坡")]);
            await _pen.Send(to, new DraftPlan(text, null, by, at), by, at);
            await _pen.Send(to, new SubmitPlan(by, at.AddDays(1)), by, at.AddDays(1));
            await _pen.Send(to, new ApprovePlan(Street, at.AddDays(2)), Street, at.AddDays(2));
            await _pen.Send(to, new EvaluatePlan(by, at.AddDays(180)), by, at.AddDays(180));
        }
    }

    /// <summary>
    /// Twelve lots more than the county began with; some comes in and is broken, something is lent and comes back, twice a year all are
    /// counted.
    /// </summary>
    private async Task Stock(Community community, Random random)
    {
        var (to, by, began) = (Entities.Supplies(Entities.Live, community.Code), community.Secretary, Ago(365 * years));
        var lots = new List<LotId>();
        for (var n = 0; n < 12; n++)
        {
            var lot = new LotFacts(new(Guid.CreateVersion7(began)), $"例物资{n}", "生活", "件", 100, 10, null, "物资室", null, null, null);
            await _pen.Send(to, new EnterLot(lot, SupplySource.Bought, null, null, by, began), by, began);
            lots.Add(lot.Id);
        }
        for (var month = 12 * years; month > 0; month--)
        {
            var (at, lot) = (Ago(30 * month), lots[random.Next(lots.Count)]);
            await _pen.Send(to, new ReceiveLot(lot, 6, SupplySource.Bought, null, by, at), by, at);
            await _pen.Send(to, new WriteOffLot(lot, 1, WriteOffReason.Broken, null, community.Team[1].Member, null, by, at), by, at);
            if (month % 3 == 0)
            {
                var loan = new LoanId(Guid.CreateVersion7(at));
                await _pen.Keys(loan.Value);
                var who = _pen.Sealing.Seal(loan.Value, new FreeText("何拟人"));
                await _pen.Send(to, new LendLot(lot, loan, 2, who, null, Shanghai.Day(at).AddDays(9), false, by, at), by, at);
                // The last loan is not returned yet.
                if (month > 3)
                    await _pen.Send(to, new ReturnLoan(lot, loan, 2, 0, 0, null, by, at.AddDays(8)), by, at.AddDays(8));
            }
            if (month % 6 == 0)
                foreach (var each in lots)
                    await _pen.Send(to, new CountLot(each, 100, at.AddDays(9), null, by, at.AddDays(9)), by, at.AddDays(9));
        }
    }

    /// <summary>Ten hazards a year, mended and closed; the newest two are open.</summary>
    private async Task Hazards(Community community, Random random)
    {
        string[] kinds = ["facade", "fire-lane", "manhole", "wire"];
        for (var n = 10 * years; n > 0; n--)
        {
            var (id, at, by) = (new HazardId(Guid.CreateVersion7(Ago(36 * n))), Ago(36 * n), community.GridChief);
            var to = Entities.Hazard(id);
            var facts = new HazardFacts(kinds[n % 4], HazardLevel.General, false, null, $"{random.Next(1, 30)}号楼", null, null);
            await _pen.Send(to, new FindHazard(community.Code, facts, HazardGuard.None, at, by, at), by, at);
            var owner = new HazardOwner(HazardOwnerKind.Housing, null);
            await _pen.Send(to, new AssignHazard(owner, Shanghai.Day(at).AddDays(9), community.Secretary, at), community.Secretary, at);
            if (n <= 2)
                continue;
            await _pen.Send(to, new MendHazard(null, by, at.AddDays(5)), by, at.AddDays(5));
            await _pen.Send(to, new CheckHazard(true, null, null, by, at.AddDays(6)), by, at.AddDays(6));
            await _pen.Send(to, new CloseHazard(null, community.Secretary, at.AddDays(7)), community.Secretary, at.AddDays(7));
        }
    }

    /// <summary>A round of three stops, every week.</summary>
    private async Task Rounds(Community community)
    {
        var (id, began, by) = (new PatrolId(Guid.CreateVersion7(Ago(365 * years))), Ago(365 * years), community.GridChief);
        var stops = ListOf.From(
            Enumerable.Range(1, 3).Select(no => new PatrolStop(no, StopKind.Hydrant, null, $"{no}号楼 消防栓", null, null))
        );
        var facts = new PatrolFacts("院内一圈", null, 7, stops);
        await _pen.Send(Entities.Patrol(id), new SetPatrol(community.Code, facts, Shanghai.Day(began), by, began), by, began);
        for (var week = 52 * years; week > 0; week--)
            foreach (var stop in stops)
            {
                var at = Ago(7 * week).AddMinutes(stop.No);
                await _pen.Send(Entities.Patrol(id), new TellStop(stop.No, StopState.Good, null, null, at, by, at), by, at);
            }
    }

    /// <summary>A training a month, insurance every year, two turns a week, with one swap a month.</summary>
    private async Task Team(Community community, Random random)
    {
        var (to, by) = (Entities.Team(Entities.Live, community.Code), community.Secretary);
        for (var month = 12 * years; month > 0; month--)
        {
            var (at, member) = (Ago(30 * month), community.Team[random.Next(community.Team.Count)].Member!.Value);
            var day = Shanghai.Day(at);
            await _pen.Send(to, new NoteTraining(member, new($"训练{month % 7}", day, day.AddDays(400)), by, at), by, at);
            if (month % 12 == 0)
                foreach (var one in community.Team)
                    await _pen.Send(to, new SetInsurance(one.Member!.Value, new("意外险", day.AddDays(365)), by, at), by, at);
        }
        for (var week = 52 * years; week > 0; week--)
            foreach (var shift in (Shift[])[Shift.Day, Shift.Night])
            {
                var (at, day) = (Ago(7 * week), Shanghai.Day(Ago((7 * week) - 2)));
                var (from, until) = Rosters.Hours(day, shift, InForce.Table, community.Code);
                var who = community.Team[random.Next(community.Team.Count)].Member!.Value;
                var turn = new Duty(day, shift, Post.Desk, who, from, until, null);
                await _pen.Send(to, new RosterTurn(turn, by, at), by, at);
                // Once a month somebody asks to be relieved, and a colleague takes it.
                if (shift == Shift.Night && week % 4 == 0)
                {
                    var taker = community.Team.Select(one => one.Member!.Value).First(one => one != who);
                    await _pen.Send(to, new AskSwap(turn.Key, null, by, at), by, at);
                    await _pen.Send(to, new TakeSwap(turn.Key, taker, by, at), by, at);
                }
            }
    }

    /// <summary>Three parties, each asked twice a year.</summary>
    private async Task Parties(Community community, Random random)
    {
        var (began, by) = (Ago(365 * years), community.Secretary);
        foreach (var kind in (PartyKind[])[PartyKind.PropertyCompany, PartyKind.School, PartyKind.Clinic])
        {
            var id = new PartyId(Guid.CreateVersion7(began));
            var to = Entities.Party(id);
            await _pen.Keys(id.Value);
            var contact = _pen.Sealing.Seal(id.Value, new FreeText("何拟人"));
            var facts = new PartyFacts(community.Code, kind, $"例{kind}", [], ["1号楼"], Shanghai.Day(began), null, contact);
            await _pen.Send(to, new EnterParty(facts, by, began), by, began);
            for (var half = 2 * years; half > 0; half--)
            {
                var (ask, at) = (new PartyAskId(Guid.CreateVersion7(began)), Ago((180 * half) - random.Next(90)));
                var text = _pen.Sealing.Seal(id.Value, new FreeText("门口的车挪开"));
                await _pen.Send(to, new AskParty(ask, text, null, null, at.AddDays(3), by, at), by, at);
                await _pen.Send(to, new FinishAsk(ask, null, by, at.AddDays(2)), by, at.AddDays(2));
            }
        }
    }

    /// <summary>Four afternoons of volunteers a month.</summary>
    private async Task Volunteers(Community community, Random random)
    {
        var (to, by, began) = (Entities.Volunteers(community.Code), community.Secretary, Ago(365 * years));
        List<MemberId> members = [.. community.Team.TakeLast(3).Select(one => one.Member!.Value)];
        foreach (var member in members)
            await _pen.Send(to, new JoinVolunteers(new(member, null, true), by, began), by, began);
        for (var week = 52 * years; week > 0; week--)
        {
            var (at, member) = (Ago(7 * week), members[random.Next(members.Count)]);
            var what = _pen.Sealing.Seal(member.Value, new FreeText("发水"));
            await _pen.Send(to, new GiveHours(member, Shanghai.Day(at), 90, what, null, by, at), by, at);
        }
    }

    /// <summary>Twenty applications a year to the county's lists.</summary>
    private async Task Matters()
    {
        var (to, department, office) = (
            Entities.Lists(Entities.Live, County.Code),
            new By(new("quiet-department"), Role.Department),
            Street
        );
        for (var n = 20 * years; n > 0; n--)
        {
            var (id, at) = (new MatterApplicationId(Guid.CreateVersion7(Ago(18 * n))), Ago(18 * n));
            var wish = new MatterWish(
                ListKind.Assist,
                new($"quiet-{n}", "入户核对"),
                "例局",
                $"例〔{n}〕号",
                "一万元",
                "两人",
                Shanghai.Day(at),
                Shanghai.Day(at).AddDays(90)
            );
            await _pen.Send(to, new ApplyMatter(id, wish, department, at), department, at);
            await _pen.Send(to, new ApproveMatter(id, office, at.AddDays(1)), office, at.AddDays(1));
        }
    }

    /// <summary>Readiness of each street as each day ended: as it stands now, with one community that differs from day to day.</summary>
    private async Task Days(string folder)
    {
        await using var app = Product.Build(Founding.Settings(folder).With(opened.Installation), opened);
        await app.StartAsync();
        var folding = app.Services.GetRequiredService<Folding>();
        await folding.At(await opened.Engine.Feed.Head(), Timeout.InfiniteTimeSpan, CancellationToken.None);
        var query = new ReadinessQuery(app.Services.GetRequiredService<EvidenceTable>(), folding.Now, Entities.Live, now);
        var duties = query.Duties(County.Code);
        var streets = query
            .Communities(County.Code)
            .GroupBy(one => Divisions.Street(one.Code), StringComparer.Ordinal)
            .Select(street =>
                (
                    Code: street.Key,
                    Rows: street
                        .Select(one => new KeptRow(
                            one.Code,
                            [.. duties.Zip(query.Cells(one.Code, duties)).Select(cell => KeptCell.From(cell.Item1, cell.Item2))]
                        ))
                        .ToList()
                )
            )
            .ToList();
        ListOf<KeptPack> packs = [.. query.Packs(County.Code)];
        await app.StopAsync();
        var by = new By(new("clock"), Role.Operator);
        await Parallel.ForEachAsync(
            streets,
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (street, _) =>
            {
                for (var n = 365 * years; n > 1; n--)
                {
                    var (day, at) = (Shanghai.Day(Ago(n)), Ago(n - 1));
                    var rows = street.Rows.Select((row, which) => which == n % street.Rows.Count ? Otherwise(row) : row);
                    await _pen.Send(Entities.Readiness(street.Code, day), new KeepDay(street.Code, day, packs, [.. rows], at), by, at);
                }
            }
        );
    }

    private static KeptRow Otherwise(KeptRow row) => row with { Cells = [.. row.Cells.Select(cell => cell with { Number = 7 })] };
}
