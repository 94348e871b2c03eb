using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Testing;

namespace Emergency.Server.Tests.Imports;

/// <summary>The small files of the shared cases, each with the statements of its README.</summary>
public sealed class CaseTests : UsualRegisters
{
    [Theory]
    [InlineData("01_birth_year_only.csv", "1958 1958 1958 1958 - 1962")]
    [InlineData("01_birth_year_month_number.xlsx", "1958 1958 1948")]
    public void A_year_of_birth_is_kept_or_asked_for(string file, string years)
    {
        var read = Of(RegisterKind.Residents, file);
        string.Join(
                ' ',
                read.Of<ResidentRow>().Select(row => row.BornIn?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-")
            )
            .ShouldBe(years);
        read.Of<ResidentRow>().ShouldAllBe(row => row.BirthDate == null);
        read.Sheets[0].Findings.Count(one => one.Field == "birth_date").ShouldBe(read.Rows.Count);
    }

    [Fact]
    public void A_joined_cell_holds_for_all_its_rows() =>
        Of(RegisterKind.Residents, "05_merged_category_and_building.xlsx")
            .Of<ResidentRow>()
            .Select(row => $"{string.Join(' ', row.Kinds)} {row.Address.Building}")
            .ShouldBe(Enumerable.Repeat("elder-alone 95号楼", 3));

    [Fact]
    public void Nobody_is_lost_for_a_number_that_is_not_known() =>
        Of(RegisterKind.Residents, "06_nothing_words.csv").Of<ResidentRow>().Select(row => row.IdNumber).ShouldBe([null, null, null]);

    [Fact]
    public void Every_telephone_is_kept() =>
        Of(RegisterKind.Residents, "07_phones_in_one_cell.csv")
            .Of<ResidentRow>()
            .Select(row => string.Join(' ', row.Phones))
            .ShouldBe(["13900000971 13900000972", "0376-6222222", "13900000973", "13900000974 0376-6222223", "6222222"]);

    [Fact]
    public void Every_door_is_read() =>
        Of(RegisterKind.Residents, "13_address_forms.csv")
            .Of<ResidentRow>()
            .Select(row => $"{row.Address.Building} {row.Address.Unit} {row.Address.Floor} {row.Address.Room}")
            .ShouldBe([
                "12弄3号  5 502",
                "A座  15 1502",
                "3号楼 2单元 5 501",
                "3号楼 2单元 5 501",
                "4栋 东单元 3 302",
                "3组   ",
                "5组   12",
                "6号楼 1单元 -1 101",
                "15幢 1单元 3 301-1",
                "23号楼 2单元 6 602",
                "老街45号   附2",
                "3号楼  5 502",
            ]);

    [Fact]
    public void Every_need_is_read_or_said_to_be_unread()
    {
        var read = Of(RegisterKind.Residents, "14_needs_in_plain_words.csv");
        read.Rows.Count.ShouldBe(34);
        var unread = read.Sheets[0].Findings.Where(one => one.Reason == Reasons.NeedUnread).Select(one => one.Row).ToHashSet();
        foreach (var row in read.Of<ResidentRow>())
            (row.Needs.Count > 0 || row.Kinds.Contains("pregnant", StringComparer.Ordinal) || unread.Contains(row.Row)).ShouldBeTrue(
                row.NeedsAsWritten
            );
        unread.Count.ShouldBeLessThan(3);
    }

    [Theory]
    [InlineData("23_cells_without_r.xlsx", 3)]
    [InlineData("23_dimension_says_A1.xlsx", 3)]
    [InlineData("24_cr_only.csv", 3)]
    [InlineData("24_quoted_newlines.csv", 2)]
    [InlineData("24_sep_line.csv", 3)]
    [InlineData("24_two_boms.csv", 3)]
    public void Every_row_of_an_odd_form_is_taken(string file, int rows)
    {
        var read = Of(RegisterKind.Residents, file);
        read.Of<ResidentRow>().Select(row => row.Address.Building).ShouldBe(Enumerable.Repeat("85号楼", rows));
    }

    [Theory]
    [InlineData("20_code_as_number.geojson", "")]
    [InlineData("20_datav_adcode.geojson", "")]
    [InlineData("21_clockwise.geojson", "")]
    [InlineData("21_three_dimensions.geojson", "")]
    [InlineData("21_repeated_corners.geojson", "")]
    [InlineData("21_not_closed.geojson", "ring_open")]
    [InlineData("21_null_geometry.geojson", "not_a_shape")]
    [InlineData("21_web_mercator.geojson", "crs_unsupported")]
    public void An_area_is_taken_or_refused_with_the_reason(string file, string reason)
    {
        var read = Of(RegisterKind.Areas, file);
        (string.Join(' ', read.Sheets[0].Findings.Select(one => one.Reason)), read.Rows.Count).ShouldBe(
            (reason, reason.Length == 0 ? 1 : 0)
        );
    }

    private static RegisterReading Of(RegisterKind kind, string file) => Read(kind, File.ReadAllBytes(Material.Shared("cases", file)));
}
