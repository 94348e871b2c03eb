using Emergency.Domain.Plans;

namespace Emergency.Domain.Tests.Plans;

public sealed class PlanRulesTests
{
    public static TheoryData<string, CardVariant> Cards => [.. CardLibrary.BuiltIn.Select(one => (one.Card.Id, one.Variant))];

    private static Code? Against(string text, TaskClass kind = TaskClass.Life, params ListOf<string> roles) =>
        PlanRules.BuiltIn.Unlawful(new("a", "fire", "火灾", [new("1", kind, roles.Count == 0 ? ["网格长"] : roles, text, 60, [])]))?.Code;

    [Theory, MemberData(nameof(Cards))]
    public void A_card_of_the_library_may_be_handed_in_as_it_is(string id, CardVariant variant)
    {
        var card = CardLibrary.BuiltIn.Single(one => one.Card.Id == id && one.Variant == variant).Card;
        PlanRules.BuiltIn.Against(new("1", "示例", [card])).ShouldBeNull();
        card.Steps.Select(step => step.Id).ShouldBeUnique(StringComparer.Ordinal);
        card.Steps.ShouldAllBe(step => step.Id.Length <= 40 && (step.Class == TaskClass.Professional || step.AllowSeconds > 0));
        card.Steps.ShouldContain(step => step.Class == TaskClass.Professional, "what is left to professionals is said");
    }

    [Fact]
    public void The_library_has_eight_cards_each_for_town_and_village() =>
        CardLibrary
            .BuiltIn.GroupBy(one => one.Card.Id, one => one.Variant, StringComparer.Ordinal)
            .ShouldAllBe(card => card.Order().SequenceEqual(new[] { CardVariant.Urban, CardVariant.Village }));

    [Theory]
    [InlineData("两头封路")]
    [InlineData("强制转移不肯走的")]
    [InlineData("征用小区里的车")]
    [InlineData("不等，查封这家店")]
    [InlineData("请志愿者封路")]
    public void What_only_government_may_do_is_no_task_of_a_committee(string text) => Against(text).ShouldBe(PlanRules.ForbiddenAct);

    [Theory]
    [InlineData("请交警封路")]
    [InlineData("报街道，请政府强制转移")]
    [InlineData("社区自己不封楼，出口能推开")]
    [InlineData("不得强行拉人")]
    public void It_may_be_asked_of_who_may_or_be_ruled_out(string text) => Against(text).ShouldBeNull();

    [Fact]
    public void What_takes_a_profession_is_left_to_who_has_it()
    {
        Against("进火场找人").ShouldBe(PlanRules.ProfessionalAct);
        Against("进火场找人", TaskClass.Professional, ["消防"]).ShouldBeNull();
        Against("进火场找人", TaskClass.Professional, ["消防", "应急队"]).ShouldBe(PlanRules.LayRole);
        Against("封路", TaskClass.Professional, ["交警"]).ShouldBeNull();
    }
}
