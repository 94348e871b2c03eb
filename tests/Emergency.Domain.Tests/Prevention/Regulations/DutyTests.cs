using System.Text;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Regulations;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Regulations;

/// <summary>State of the duties of 义阳社区 on 10 March 2026, from its registers.</summary>
public sealed class DutyTests
{
    private static readonly CommunityFacts Nothing = new(Community, Night, InForce.Table, Plan.None, Team.None, [], [], [], [], []);
    private static readonly LotFacts Stretcher = new(Id<LotId>(1), "担架", "rescue", "副", 2, 1, null, "社区仓库", null, null, Today);

    private static DutyRule Duty(string id, string region = Community) => RulePacks.BuiltIn.For(region).Single(rule => rule.Id == id);

    private static (Mark, Fact, int?) Judged(string id, CommunityFacts facts)
    {
        var standing = Duty(id).Judge(facts);
        return (standing.Mark, standing.Fact, standing.Days);
    }

    [Fact]
    public void A_community_of_which_nothing_is_recorded_stands_in_every_duty_of_every_region() =>
        new[] { "411502001001", "220102001001", "430102001001" }
            .SelectMany(division => RulePacks.BuiltIn.For(division))
            .Where(rule => Evidence.Of(rule.Evidence!) is not null)
            .Select(rule => rule.Judge(Nothing).Fact)
            .Distinct()
            .ShouldBe(
                [
                    Fact.Unrostered,
                    Fact.None,
                    Fact.DrillUnrecorded,
                    Fact.PlanMissing,
                    Fact.TeamMissing,
                    Fact.StockMissing,
                    Fact.HazardsUnrecorded,
                    Fact.HasNot,
                ],
                ignoreOrder: true
            );

    [Fact]
    public void A_draft_is_never_late() =>
        RulePacks
            .BuiltIn.For("420102001001")
            .Where(rule => rule.Draft && Evidence.Of(rule.Evidence!) is not null)
            .Select(rule => rule.Judge(Nothing).Mark)
            .Distinct()
            .ShouldBe([Mark.Draft]);

    [Theory]
    [InlineData(0, Mark.Met, Fact.StockChecked, null)]
    [InlineData(150, Mark.Soon, Fact.StockDue, 30)]
    [InlineData(180, Mark.Soon, Fact.StockDue, 0)]
    [InlineData(187, Mark.Community, Fact.StockUncounted, 7)]
    [InlineData(188, Mark.Late, Fact.StockUncounted, 8)]
    public void Stock_that_nobody_counted_is_due_soon_then_the_communitys_own_then_late(int daysAgo, Mark mark, Fact fact, int? days) =>
        Judged("stock", Nothing with { Lots = [Stretcher with { CheckedOn = Today.AddDays(-daysAgo) }] }).ShouldBe((mark, fact, days));

    [Fact]
    public void A_child_whose_carers_term_has_passed_is_a_gap_and_a_community_without_one_has_nothing_to_show()
    {
        Judged("entrusted", Nothing).ShouldBe((Mark.NotApplicable, Fact.None, null));
        Judged("entrusted", Nothing with { EntrustedUntil = [DateOnly.MaxValue] }).ShouldBe((Mark.Met, Fact.CareCovered, null));
        Judged("entrusted", Nothing with { EntrustedUntil = [DateOnly.MaxValue, Today.AddDays(-8)] })
            .ShouldBe((Mark.Late, Fact.CareEnded, 8));
    }

    [Fact]
    public void A_night_that_runs_past_midnight_with_nobody_is_empty_today_until_it_ends()
    {
        var chief = new Member(Id<MemberId>(3), TeamRole.GridChief, null, null, null, [], Availability.OnPost, Hidden("长"));
        Duty Turn(int day, Shift shift)
        {
            var (from, to) = Rosters.Hours(Today.AddDays(day), shift, InForce.Table, Community);
            return new(Today.AddDays(day), shift, Post.Desk, chief.Id, from, to, null);
        }
        CommunityFacts At(double hour, params IEnumerable<Duty> turns) =>
            Nothing with
            {
                Now = Shanghai.At(Today, 0).AddHours(hour),
                Team = turns
                    .Select(TeamEvent (turn) => new DutyRostered(turn, Night))
                    .Prepend(new MemberRecorded(chief, null, Night))
                    .Aggregate(Team.None, Team.Evolve),
            };
        List<Duty> week = [.. Enumerable.Range(0, 7).SelectMany(day => Enum.GetValues<Shift>().Select(shift => Turn(day, shift)))];
        Judged("roster", At(2, week)).ShouldBe((Mark.Late, Fact.ShiftEmpty, 0));
        Judged("roster", At(7.9, week)).ShouldBe((Mark.Late, Fact.ShiftEmpty, 0));
        Judged("roster", At(8, week)).ShouldBe((Mark.Met, Fact.ShiftsFilled, null));
        Judged("roster", At(2, week.Append(Turn(-1, Shift.Night)))).ShouldBe((Mark.Met, Fact.ShiftsFilled, null));
        Duty("roster").Judge(At(2, week)).Pieces!.ShouldHaveSingleItem().ShouldBe(new Piece("night", Today.AddDays(-1), null));
    }

    [Fact]
    public void A_record_that_was_never_checked_is_older_than_any()
    {
        Judged("register", Nothing with { Checked = [Today.AddDays(-90)] }).ShouldBe((Mark.Met, Fact.RegisterChecked, 0));
        Judged("register", Nothing with { Checked = [Today, Today.AddDays(-91)] }).ShouldBe((Mark.Community, Fact.RegisterOld, 1));
        Judged("register", Nothing with { Checked = [Today, null] }).ShouldBe((Mark.Late, Fact.RegisterOld, null));
    }

    [Fact]
    public void A_hazard_is_over_only_where_it_was_mended_or_struck_off_and_none_recorded_is_not_none_late()
    {
        Hazard Found(string status) => new(Id<HazardId>(1), "下水道塌陷", "一般", "", null, null, null, Today.AddDays(-98), status);
        Judged("hazards", Nothing).ShouldBe((Mark.Unknown, Fact.HazardsUnrecorded, null));
        Judged("hazards", Nothing with { Hazards = [Found("已整改")] }).ShouldBe((Mark.Met, Fact.HazardsClosed, null));
        Judged("hazards", Nothing with { Hazards = [Found("整改中")] }).ShouldBe((Mark.Late, Fact.HazardsOpen, 8));
    }

    [Fact]
    public void A_pack_whose_evidence_nothing_shows_is_refused_with_a_sentence()
    {
        var pack = Pack(
            """{ "id": "x", "region": "", "status": "in-force", "version": "1", "duties": [{ "id": "rumour", "bearer": "committee", "articles": ["1"], "evidence": "hearsay" }] }"""
        );
        new RulePacks([pack])
            .Faults(Evidence.Codes, Evidence.Codes)
            .ShouldHaveSingleItem()
            .ShouldStartWith("Rule pack x: duty rumour names the evidence \"hearsay\", which nothing shows.");
    }

    [Theory]
    [InlineData("""{ "id": "x", "region": "", "status": "in-force", "version": "1" }""")]
    [InlineData("""{ "id": "x", "region": "", "status": "rumoured", "version": "1", "duties": [] }""")]
    [InlineData("""{ "id": "x", "region": "", "status": "draft", "version": "1", "duties": [], "regoin": "42" }""")]
    public void A_file_that_is_not_of_the_form_is_refused(string json) => Should.Throw<FormatException>(() => Pack(json));

    [Fact]
    public void Each_regulation_cites_its_articles_and_what_is_no_law_says_so()
    {
        RulePacks.BuiltIn.All.Select(pack => pack.Id).ShouldBe(["changchun", "hubei", "hunan", "local", "national", "taiyuan", "xinyang"]);
        foreach (var pack in RulePacks.BuiltIn.All)
        foreach (var duty in pack.Duties)
            (duty.Articles.Count > 0 || (duty.Local && pack.Status == PackStatus.Local)).ShouldBeTrue($"{pack.Id} {duty.Id}");
        RulePacks.BuiltIn.All.Where(pack => pack.Status == PackStatus.Draft).ShouldAllBe(pack => pack.Since == null);
    }

    private static RulePack Pack(string json) => RulePack.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
