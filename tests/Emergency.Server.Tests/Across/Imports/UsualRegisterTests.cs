using Emergency.Server.Across.Imports.Reading.Tables;

namespace Emergency.Server.Tests.Imports;

/// <summary>Rows as offices usually write them: each cell is understood, or a finding says that it was not.</summary>
public sealed class UsualRegisterTests : UsualRegisters
{
    [Theory]
    [InlineData("独居、大病", "elder-alone seriously-ill", "", "")]
    [InlineData("视力残疾", "disabled", "blind", "")]
    [InlineData("精神障碍患者", "", "escort", "")]
    [InlineData("失能老人", "", "carry", "category:unknown_category")]
    [InlineData("困难群众", "", "", "category:unknown_category")]
    [InlineData("社区矫正、孕妇", "pregnant", "", "category:not_kept_here")]
    public void A_category_in_everyday_words_gives_kinds_and_needs(string category, string kinds, string needs, string findings)
    {
        var read = Read(RegisterKind.Residents, $"姓名,所在社区,类别\n例常,义阳社区,{category}\n");
        var row = read.Of<ResidentRow>().Single();
        (string.Join(' ', row.Kinds), string.Join(' ', row.Needs), Findings(read)).ShouldBe((kinds, needs, findings));
    }

    [Theory]
    [InlineData("流动摊贩", "", "category:not_kept_here!")]
    [InlineData("社区矫正人员", "", "category:not_kept_here!")]
    [InlineData("流动摊贩", "卧床", "category:unknown_category")]
    public void Who_belongs_on_another_list_is_refused_unless_help_is_needed(string category, string needs, string findings) =>
        Findings(Read(RegisterKind.Residents, $"姓名,所在社区,类别,特殊需求\n例常,义阳社区,{category},{needs}\n")).ShouldBe(findings);

    [Theory]
    [InlineData("健康状况,特殊需求", "偏瘫,助听器", "carry deaf", "助听器；偏瘫", "")]
    [InlineData("生活自理能力,残疾类别", "不能自理,视力残疾", "carry blind", "视力残疾", "")]
    [InlineData("身体状况", "较差", "", "较差", "health:need_unread")]
    public void Illness_in_a_column_of_its_own_says_what_is_needed_too(
        string headings,
        string cells,
        string needs,
        string written,
        string findings
    )
    {
        var (row, found) = Resident(headings, cells);
        (string.Join(' ', row!.Needs), row.NeedsAsWritten, found).ShouldBe((needs, written, findings));
    }

    [Theory]
    [InlineData("卧床,吸氧", "carry oxygen", "")]
    [InlineData("需协助,鼻饲", "support", "special_needs:need_unread")]
    [InlineData("四级,轮椅", "carry", "mobility:need_unread")]
    [InlineData("自理,不需搀扶", "", "")]
    public void What_a_person_needs_is_read_or_said_to_be_unread(string cells, string needs, string findings)
    {
        var (row, found) = Resident("行动能力,特殊需求", cells);
        (string.Join(' ', row!.Needs), found).ShouldBe((needs, findings));
    }
}
