using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Drills.Scenarios.Reading;
using static Emergency.Server.Features.Drills.Scenarios.Reading.MistakeKind;

namespace Emergency.Server.Tests.Drills;

public sealed class ScenarioReaderTests
{
    /// <summary>Changes of the small file, with the mistake and its place.</summary>
    internal static readonly (string From, string To, MistakeKind Kind, string Field)[] Bad =
    [
        ("form: solo", "form: alone", NotAChoice, "form"),
        ("title: 小演练\n", "", MissingField, ""),
        ("title: 小演练", "title: 12", WrongType, "title"),
        ("title: 小演练", "title: \"\"", TextLength, "title"),
        ("title: 小演练", "title: [小演练]", WrongType, "title"),
        ("title: 小演练", "title:", WrongType, "title"),
        ("title: 小演练", "title: 小演练\nnote: 备注", UnknownField, "note"),
        ("title: 小演练", "title: 小演练\ntitle: 又一个", DuplicateField, "title"),
        ("title: 小演练", "title: &t 小演练", NotPlain, "title"),
        ("title: 小演练", "title: !!str 小演练", NotPlain, "title"),
        ("title: 小演练", "title: \"小演练", NotYaml, ""),
        ("title: 小演练", "\ttitle: 小演练", NotYaml, ""),
        ("id: small", "id: Small", BadId, "id"),
        ("hour: \"01:40\"", "hour: \"25:00\"", BadHour, "start.hour"),
        ("at: 1m", "at: 1 min", BadDuration, "injects[0].when.at"),
        ("{ at: 1m }", "{ at: 1m, undone: take }", ExactlyOne, "injects[0].when"),
        ("{ at: 1m }", "{ wait: 1m }", ExactlyOne, "injects[0].when"),
        ("line: \"119\"", "line: 119", WrongType, "injects[0].do.case.line"),
        ("lat: 32,", "lat: 92,", OutOfRange, "injects[0].do.case.lat"),
        ("trapped: 2", "trapped: 2.5", WrongType, "injects[0].do.case.trapped"),
        ("count: 1", "count: 0", OutOfRange, "participants[0].count"),
        ("to: [secretary]", "to: []", TooFew, "injects[0].to"),
        ("to: [secretary]", "to: [mayor]", UnknownReference, "injects[0].to[0]"),
        ("role: secretary", "role: observer", NotAChoice, "participants[0].role"),
        ("message: { from", "telegram: { from", UnknownField, "injects[1].do.telegram"),
        ("id: van", "id: case", DuplicateId, "injects[1].id"),
        ("objective: wake", "objective: sleep", UnknownReference, "expect[0].objective"),
        ("who: secretary", "who: mayor", UnknownReference, "expect[1].who"),
        ("after: van", "after: bus", UnknownReference, "expect[1].after"),
        ("branch: nobody", "branch: somebody", UnknownReference, "injects[1].branch"),
        ("{ undone: take }", "{ undone: taken }", UnknownReference, "branches[0].when.undone"),
        ("incident.task-taken.v1", "incident.task-grabbed.v1", UnknownForm, "expect[0].proof.event.form"),
        ("incident.opened.v1", "account.signed-in.v1", UnknownForm, "expect[1].proof.never.form"),
        ("by.role: [", "by.rank: [", UnknownPath, "expect[0].proof.event.where.by.rank"),
        ("[unit-chief,", "[unit-boss,", UnknownValue, "expect[0].proof.event.where.by.role"),
        ("distinct: task", "distinct: chore", UnknownPath, "expect[0].proof.event.distinct"),
        ("times: 2", "times: 0", OutOfRange, "expect[0].proof.event.times"),
        ("where: { by.role: [unit-chief, grid-chief] }", "where: {}", TooFew, "expect[0].proof.event.where"),
        (
            "where: { by.role: [unit-chief, grid-chief] }",
            "where: { by.role: [[unit-chief]] }",
            WrongType,
            "expect[0].proof.event.where.by.role"
        ),
        ("{ after: case, wait: 5m }", "{ after: van, wait: 5m }", Circle, "injects[1].when"),
        ("{ at: 1m }", "{ undone: take }", Circle, "branches[0].when"),
        ("wait: 5m", "wait: 25m", AfterTheEnd, "injects[1].when"),
        ("within: 90s", "within: 2h", AfterTheEnd, "expect[1].within"),
        ("end: {", "---\nend: {", SeveralDocuments, ""),
        ("within: 5m", "within: 0m", NoTime, "expect[0].within"),
        ("within: 5m", "within: 000s", NoTime, "expect[0].within"),
        ("end: { at: 20m", "end: { at: 0h", NoTime, "end.at"),
        ("text: 车到了", "text: 王秀英的车到了", PersonName, "injects[1].do.message.text"),
        ("text: 车到了", "text: 李奶奶不肯上车", PersonName, "injects[1].do.message.text"),
        ("from: 导演", "from: 张建国", PersonName, "injects[1].do.message.from"),
        ("description: 三楼", "description: 三楼的孩子叫周小天", PersonName, "injects[0].do.case.description"),
        ("text: 车到了", "text: 车到了，电话 13812345678", PhoneNumber, "injects[1].do.message.text"),
        ("text: 车到了", "text: 车到了，电话１３８ １２３４ ５６７８", PhoneNumber, "injects[1].do.message.text"),
        ("description: 三楼", "description: 证号 411502196001011234", IdentityNumber, "injects[0].do.case.description"),
        ("proof: { never: { form: incident.opened.v1 } }", "proof: { event: { form: warning.confirmed.v1 } }", RoleCannot, "expect[1].who"),
        ("[unit-chief, grid-chief]", "[department]", RoleCannot, "expect[0].proof.event.where.by.role"),
        ("title: 小演练", "title：小演练", MistakeKind.FullWidth, ""),
        ("within: 5m", "within：5m", MistakeKind.FullWidth, ""),
        ("{ id: wake, title: 叫醒 }", "{ id：wake, title: 叫醒 }", MistakeKind.FullWidth, "objectives[0].id：wake"),
        ("to: [secretary]", "to: [secretary，unit]", MistakeKind.FullWidth, "injects[0].to[0]"),
        ("{ id: wake, title: 叫醒 }", "{ id: wake， title: 叫醒 }", MistakeKind.FullWidth, ""),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Bad.Length)];

    [Theory, MemberData(nameof(Rows))]
    public void A_bad_file_is_refused_with_line_and_field(int row)
    {
        var (from, to, kind, field) = Bad[row];
        var file = Small.But(from, to);
        var (scenario, mistakes) = ScenarioReader.Read(file);
        scenario.ShouldBeNull();
        var found = mistakes.FirstOrDefault(one => one.Kind == kind && one.Field == field);
        found.ShouldNotBeNull(string.Join("\n", mistakes));
        if (field.Length == 0)
            return;
        // The named line holds the changed text, or the beginning of the thing that holds it.
        var name = field.Split('.')[^1].Split('[')[0];
        file.Split('\n')[found.Line - 1].ShouldContain(field.Contains("where.", StringComparison.Ordinal) ? "where" : name);
    }

    /// <summary>Words that begin like a name, places named after people, and marks inside a text are no mistakes.</summary>
    [Theory]
    [InlineData("text: 车到了", "text: 王家湾的老人、黄河路口、高新华庭和建国路的住户都叫醒了，叫任何人都行")]
    [InlineData("text: 车到了", "text: 请打 119，或值班室 0376-0000000；工单号 20260310123456")]
    [InlineData("text: 车到了", "text: 车到了：在楼下，等您")]
    [InlineData("within: 5m", "within: 1s")]
    [InlineData("from: 导演", "from: 老师傅")]
    public void What_only_looks_like_a_mistake_is_none(string from, string to) =>
        ScenarioReader.Read(Small.But(from, to)).Mistakes.ShouldBeEmpty();

    [Fact]
    public void Whoever_is_expected_to_act_is_asked_only_for_events_there_are()
    {
        foreach (var form in Emergency.Domain.Drills.Pattern.Replaced.Select(one => one.Value))
            EventPaths.At(form, "about.kind").Known.ShouldBeTrue(form);
        foreach (var form in Acts.Forms)
            (form, EventPaths.Has(form), Acts.Who(form)!.Count > 0).ShouldBe((form, true, true));
        Acts.Who("incident.task-reminded.v1").ShouldBeNull();
        Acts.Who("warning.confirmed.v1").ShouldBe([Role.CountyCommander, Role.CountyDuty]);
    }

    [Fact]
    public void Whatever_somebody_does_in_a_drill_can_be_asked_of_a_role()
    {
        var acts = Infrastructure
            .Storage.Forms.All.Where(one => EventPaths.Has(one.Form) && one.Event.GetProperty("By")?.PropertyType == typeof(Domain.By))
            .Select(one => one.Form);
        acts.Except(Acts.Forms, StringComparer.Ordinal).Except(NobodysAct, StringComparer.Ordinal).ShouldBeEmpty();
        NobodysAct.Intersect(Acts.Forms, StringComparer.Ordinal).ShouldBeEmpty();
    }

    /// <summary>
    /// Events with a person that no drill asks for: they follow from another act, only earlier versions wrote them, or they end or open
    /// something without a part in a drill.
    /// </summary>
    private static readonly string[] NobodysAct =
    [
        "clinic.asked.v1",
        "handover.recalled.v1",
        "warning.cancelled.v1",
        "warning.replaced.v1",
        "division-change.begun.v1",
        "hazard.moved.v1",
        "residents.household-passed.v1",
        "residents.household-taken.v1",
        "team.member-passed.v1",
        "team.member-taken.v1",
        "incident.supplies-asked.v1",
        "incident.taken-in.v1",
        "incident.given-back.v1",
        "order.call-answered.v1",
        "confirmation.asked.v1",
        "confirmation.confirmed.v1",
        "confirmation.refused.v1",
        "entrustment.report-asked.v1",
        "pool.staff-returned.v1",
        "residents.sight-approved.v1",
        "standards.pack-adopted.v1",
        "standards.pack-dropped.v1",
        "supplies.keeper-changed.v1",
        "supplies.lot-taken.v1",
        "team.equipment-issued.v1",
        "team.equipment-returned.v1",
        "team.insurance-set.v1",
        "team.training-noted.v1",
        "team.training-struck.v1",
        "residents.person-held.v1",
        "residents.doubt-settled.v1",
        "residents.giving-cancelled.v1",
        "residents.giving-refused.v1",
        "residents.guardian-corrected.v1",
        "residents.guardian-ended.v1",
        "residents.guardian-entered.v1",
        "residents.household-corrected.v1",
        "residents.household-entered.v1",
        "residents.household-split.v1",
        "residents.households-merged.v1",
        "residents.person-corrected.v1",
        "residents.person-entered.v1",
        "residents.person-given.v1",
        "residents.person-left.v1",
        "residents.person-passed.v1",
        "residents.person-returned.v1",
        "residents.person-taken.v1",
        "columns.chosen.v1",
        "residents.persons-merged.v1",
        "residents.persons-told-apart.v1",
        "residents.consent-given.v1",
        "residents.consent-refused.v1",
        "residents.consent-withdrawn.v1",
        "residents.persons-unmerged.v1",
        "lists.list-recorded.v1",
        "team.member-corrected.v1",
        "team.member-entered.v1",
        "team.member-erased.v1",
        "team.member-left.v1",
        "residents.person-erased.v1",
        "incident.callers-erased.v1",
        "doors.visitor-erased.v1",
        "case.callers-erased.v1",
        "retention.kept.v1",
        "retention.archived.v1",
        "retention.held.v1",
        "retention.freed.v1",
        "deadlines.deadline-set.v1",
    ];

    [Theory, InlineData("title: 小\u202E演练"), InlineData("title: \"小\\u202E演练\"")]
    public void What_turns_a_text_is_left_out(string title) =>
        ScenarioReader.Read(Small.But("title: 小演练", title)).Scenario!.Title.ShouldBe("小演练");

    [Fact]
    public void A_full_width_mark_in_a_broken_file_is_named_and_not_tabs()
    {
        var mistake = ScenarioReader.Read(Small.But("title: 小演练", "title：小演练")).Mistakes.ShouldHaveSingleItem();
        (mistake.Kind, mistake.Line, mistake.Column).ShouldBe((MistakeKind.FullWidth, 2, 6));
        mistake.Arguments.ShouldBe(["：", ":"]);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_files_order()
    {
        var (_, mistakes) = ScenarioReader.Read(
            Small
                .But("hazard: fire", "hazard: dragon")
                .Replace("within: 90s", "within: soon", StringComparison.Ordinal)
                .Replace("count: 1", "count: many", StringComparison.Ordinal)
        );
        mistakes.Select(one => (one.Kind, one.Line)).ShouldBe([(NotAChoice, 3), (WrongType, 8), (BadDuration, 37)]);
        mistakes[0].Column.ShouldBe(1);
        mistakes[0].Arguments[0].ShouldBe("dragon");
    }

    [Fact]
    public void A_good_file_is_what_it_says()
    {
        var (scenario, mistakes) = ScenarioReader.Read(Small.File);
        mistakes.ShouldBeEmpty();
        (scenario!.Id, scenario.Form, scenario.Start.Hour, scenario.End.At).ShouldBe(
            ("small", DrillForm.Solo, new(1, 40), TimeSpan.FromMinutes(20))
        );
        scenario.Participants.Single().Role.ShouldBe(Role.Secretary);
        scenario.Branches.Single().When.ShouldBe(new Trigger.WhenUndone("take", TimeSpan.Zero));
        scenario.Injects[1].When.ShouldBe(new Trigger.AfterInject("case", TimeSpan.FromMinutes(5)));
        var line = scenario.Injects[0].Method.ShouldBeOfType<Method.HotlineCase>();
        (line.Line, line.Lat, line.Trapped).ShouldBe(("119", 32, 2));
        scenario
            .Expect[0]
            .Proof.ShouldBe(new Proof.ByEvent(new("incident.task-taken.v1", [new("by.role", ["unit-chief", "grid-chief"])]), 2, "task"));
        scenario.Expect[1].Within.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public void Files_that_are_no_scenario_at_all_are_refused_in_words()
    {
        Kind("").ShouldBe(FileEmpty);
        Kind("# nur ein Kommentar\n").ShouldBe(FileEmpty);
        Kind("42").ShouldBe(WrongType);
        Kind("- a\n- b\n").ShouldBe(WrongType);
        Kind(new string('x', YamlTree.Longest + 1)).ShouldBe(FileTooLarge);
        Kind(new string('[', 100_000)).ShouldBe(TooDeep);
        Kind(string.Concat(Enumerable.Range(0, 60).Select(i => $"{new string(' ', i)}a:\n"))).ShouldBe(TooDeep);
        Kind("a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n").ShouldBe(NotPlain);
        Kind("? [a]\n: b\n").ShouldBe(NotPlain);
        Kind("id: small\0").ShouldBe(NotYaml);
        ScenarioFile.Read([0xFF, 0xFE, 0x00]).Mistakes.Single().Kind.ShouldBe(NotYaml);
        ScenarioFile.Read([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Small.File)]).Scenario.ShouldNotBeNull();
        MistakeKind Kind(string file) => ScenarioReader.Read(file).Mistakes[0].Kind;
    }

    [Fact]
    public void A_broken_file_names_the_line_where_it_breaks()
    {
        Line("id: small\ntitle: 小\nobjectives: []\n\tinjects: 3\n").ShouldBe(4);
        Line(Small.But("title: 有人接", "title: \"有人接")).ShouldBeGreaterThan(25);
        Line("id: small\ntitle: 小\nhazard: fire\0").ShouldBe(3);
        static long Line(string file) => ScenarioReader.Read(file).Mistakes.ShouldHaveSingleItem().Line;
    }

    [Fact]
    public void A_file_full_of_mistakes_names_a_hundred()
    {
        var (_, mistakes) = ScenarioReader.Read(string.Concat(Enumerable.Range(0, 500).Select(i => $"field{i}: 1\n")));
        mistakes.Count.ShouldBe(101);
        mistakes[^1].Kind.ShouldBe(TooManyMistakes);
    }

    [Fact]
    public void Whatever_is_cut_out_of_a_file_there_is_an_answer_and_never_an_exception()
    {
        for (var from = 0; from < Small.File.Length; from += 7)
        {
            var cut = Small.File[..from];
            var (scenario, mistakes) = ScenarioReader.Read(cut);
            (scenario is null).ShouldBe(mistakes.Count > 0, cut);
            (scenario, mistakes) = ScenarioReader.Read(Small.File.Remove(from, Math.Min(5, Small.File.Length - from)));
            (scenario is null).ShouldBe(mistakes.Count > 0);
        }
    }
}
