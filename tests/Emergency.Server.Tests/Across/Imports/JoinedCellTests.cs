using Emergency.Server.Across.Imports.Reading.Tables;

namespace Emergency.Server.Tests.Imports;

/// <summary>Joined cells of a workbook hold the same value for each of their rows and columns.</summary>
public sealed class JoinedCellTests : UsualRegisters
{
    private static readonly string[] Head = ["序号", "姓名", "所在社区", "类别", "楼栋", "单元", "室", "本人电话"];

    [Fact]
    public void A_cell_joined_over_several_rows_holds_for_each_of_them()
    {
        var read = Read(
            RegisterKind.Residents,
            SmallWorkbook.Joined(
                ["C2:C4", "D2:D3", "E2:E4", "H3:H4"],
                Head,
                ["1", "例合一", "义阳社区", "独居老人", "95号楼", "1单元", "101", "13900000101"],
                ["2", "例合二", "", "", "", "1单元", "102", "13900000102"],
                ["3", "例合三", "", "残疾人", "", "1单元", "103"]
            )
        );
        read.Of<ResidentRow>()
            .Select(row => (row.Name, row.CommunityCode, string.Join(' ', row.Kinds), row.Address.Building, row.Address.Room))
            .ShouldBe([
                ("例合一", "411502001001", "elder-alone", "95号楼", "101"),
                ("例合二", "411502001001", "elder-alone", "95号楼", "102"),
                ("例合三", "411502001001", "disabled", "95号楼", "103"),
            ]);
        Findings(read).ShouldBe("");
    }

    [Fact]
    public void Two_columns_joined_in_one_row_both_have_what_stands_there()
    {
        var read = Read(
            RegisterKind.Residents,
            SmallWorkbook.Joined(
                ["E2:F2"],
                ["姓名", "所在社区", "类别", "楼栋", "本人电话", "监护人电话", "监护人"],
                ["例并", "义阳社区", "留守儿童", "6号楼", "13900000101", "", "例母"]
            )
        );
        Findings(read).ShouldBe("");
    }

    [Fact]
    public void A_name_joined_over_two_rows_is_one_person_and_a_joined_title_or_signature_is_nobody()
    {
        var read = Read(
            RegisterKind.Residents,
            SmallWorkbook.Joined(
                ["A1:H1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "G3:G4", "H3:H4", "A6:H6", "A7:H7"],
                ["义阳社区花名册"],
                Head,
                ["1", "例双行", "义阳社区", "独居老人", "95号楼", "1单元", "101", "13900000101"],
                [],
                ["2", "例单行", "义阳社区", "独居老人", "95号楼", "1单元", "102", "13900000102"],
                ["合计：2人"],
                ["填表人：例某某"]
            )
        );
        read.Of<ResidentRow>().Select(row => row.Name).ShouldBe(["例双行", "例单行"]);
        Findings(read).ShouldBe("");
    }

    [Fact]
    public void What_a_row_says_itself_stays_beside_a_joined_cell()
    {
        var read = Read(
            RegisterKind.Team,
            SmallWorkbook.Joined(
                ["B2:B3", "D2:D3"],
                ["姓名", "职务", "联系电话", "社区"],
                ["例甲", "网格长", "13900000001", "义阳"],
                ["例乙", "楼栋长", "13900000002", ""]
            )
        );
        read.Of<MemberRow>()
            .Select(row => (row.Name, row.Role, row.CommunityCode))
            .ShouldBe([("例甲", "网格长", "411502001001"), ("例乙", "楼栋长", "411502001001")]);
    }
}
