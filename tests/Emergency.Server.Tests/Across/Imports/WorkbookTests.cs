using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Tests.Imports;

/// <summary>Dates and forms that only the workbook itself defines.</summary>
public sealed class WorkbookTests : UsualRegisters
{
    private static readonly string[] Head = ["姓名", "所在社区", "类别", "出生年月"];

    [Theory]
    [InlineData("17", "")]
    [InlineData("57", "")]
    [InlineData("164", "yyyy\"年\"m\"月\"")]
    [InlineData("165", "[$-804]yyyy/m;@")]
    public void A_date_shown_without_its_day_is_a_year_of_birth(string form, string written)
    {
        var row = Read(RegisterKind.Residents, SmallWorkbook.Dated(Head, ["例月", "义阳社区", "独居老人"], 21245, form, written))
            .Of<ResidentRow>()
            .Single();
        (row.BirthDate, row.BornIn).ShouldBe((null, 1958));
    }

    [Fact]
    public void A_date_shown_with_its_day_is_a_day() =>
        Read(RegisterKind.Residents, SmallWorkbook.Dated(Head, ["例日", "义阳社区", "独居老人"], 21249, "14", ""))
            .Of<ResidentRow>()
            .Single()
            .BirthDate.ShouldBe(new DateOnly(1958, 3, 5));

    [Fact]
    public void A_plain_number_in_a_workbook_of_1904_is_counted_from_1904() =>
        Read(
                RegisterKind.Residents,
                SmallWorkbook.Dated(Head, ["例苹", "义阳社区", "独居老人"], 19787, "0", "", "<workbookPr date1904=\"1\"/>")
            )
            .Of<ResidentRow>()
            .Single()
            .BirthDate.ShouldBe(new DateOnly(1958, 3, 5));

    [Fact]
    public void A_workbook_of_the_strict_form_is_refused_with_what_to_do()
    {
        var strict = SmallWorkbook.Dated(
            Head,
            ["例严", "义阳社区", "独居老人"],
            21249,
            "14",
            "",
            "<!-- http://purl.oclc.org/ooxml/spreadsheetml/main -->"
        );
        Read(RegisterKind.Residents, strict).Sheets[0].Findings.Single().Reason.ShouldBe(Reasons.StrictWorkbook);
    }
}
