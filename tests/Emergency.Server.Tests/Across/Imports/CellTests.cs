using System.Globalization;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Tests.Imports;

/// <summary>Single cells: telephones, dates of birth, words for nothing.</summary>
public sealed class CellTests : UsualRegisters
{
    [Theory]
    [InlineData("13900000971", "13900000971")]
    [InlineData("139-0000-0971", "13900000971")]
    [InlineData("+86 139 0000 0971", "13900000971")]
    [InlineData("8613900000971", "13900000971")]
    [InlineData("１３９００００００９７１", null)]
    [InlineData("１３９０００００９７１", "13900000971")]
    [InlineData("13900000971/13900000972", "13900000971 13900000972")]
    [InlineData("13900000971 13900000972", "13900000971 13900000972")]
    [InlineData("139 0000 0971 139 0000 0972", "13900000971 13900000972")]
    [InlineData("13900000971、0376-6222223", "13900000971 0376-6222223")]
    [InlineData("13900000971；13900000971", "13900000971")]
    [InlineData("0376-6222222", "0376-6222222")]
    [InlineData("03766222222", "0376-6222222")]
    [InlineData("(0376)6222222", "0376-6222222")]
    [InlineData("（0376）622 2222", "0376-6222222")]
    [InlineData("010-62222222", "010-62222222")]
    [InlineData("6222222", "6222222")]
    [InlineData("62222222", "62222222")]
    [InlineData("400-800-1234", "4008001234")]
    [InlineData("66123", "66123")]
    [InlineData("13900000971 6222222", "13900000971 6222222")]
    [InlineData("6222222 6222223", "6222222 6222223")]
    [InlineData("6222222、13900000971", "6222222 13900000971")]
    [InlineData("0376-6222222 0376-6222223", "0376-6222222 0376-6222223")]
    [InlineData("手机13900000971 座机：6222222", "13900000971 6222222")]
    [InlineData("电话:13900000971或13900000972", "13900000971 13900000972")]
    public void Every_number_of_a_cell_is_kept(string written, string? numbers)
    {
        var read = Phones.Read(new Cell(written));
        (read.Numbers.Count == 0 ? null : string.Join(' ', read.Numbers), read.Fault).ShouldBe(
            (numbers, numbers is null ? Reasons.PhoneInvalid : null)
        );
    }

    [Theory]
    [InlineData("13900000973（儿子）", "13900000973")]
    [InlineData("儿子13900000973", "13900000973")]
    [InlineData("0376-6222222转801", "0376-6222222")]
    [InlineData("13900000971,1390000097", "13900000971")]
    [InlineData("6222221、6222222、6222223、6222224、6222225、6222226", "6222221 6222222 6222223 6222224 6222225")]
    public void What_stands_beside_the_numbers_is_said_not_to_be_kept(string written, string numbers)
    {
        var read = Phones.Read(new Cell(written));
        (string.Join(' ', read.Numbers), read.Fault).ShouldBe((numbers, Reasons.PhonePartly));
    }

    [Theory]
    [InlineData("1390000097")]
    [InlineData("139000012")]
    [InlineData("139000009711")]
    [InlineData("139 8888 503")]
    [InlineData("139 888 8503")]
    [InlineData("+86-376-6222222")]
    [InlineData("139****0971")]
    [InlineData("问儿子")]
    public void A_number_that_is_none_is_said(string written) =>
        (Phones.Read(new Cell(written)) is { Numbers.Count: 0 } read ? read.Fault : null).ShouldBe(Reasons.PhoneInvalid);

    [Fact]
    public void A_landline_kept_as_a_number_gets_its_nought_back() =>
        Phones.Read(new Cell("3766222222", 3766222222)).Numbers.ShouldBe(["0376-6222222"]);

    [Fact]
    public void A_person_and_a_member_keep_all_numbers_of_their_columns()
    {
        var (row, findings) = Resident("本人电话,座机", "13900000971/13900000972,0376-6222222");
        (string.Join(' ', row!.Phones), findings).ShouldBe(("13900000971 13900000972 0376-6222222", ""));
        var team = Read(
            RegisterKind.Team,
            "姓名,职务,联系电话,社区\n例甲,网格长,0376-6222222,义阳\n例乙,网格长,13900000001、13900000002,义阳\n例丙,网格长,13900000003（办公室）,义阳\n例丁,网格长,6222223,义阳\n"
        );
        team.Of<MemberRow>()
            .Select(one => string.Join(' ', one.Phones))
            .ShouldBe(["0376-6222222", "13900000001 13900000002", "13900000003", "6222223"]);
        team.Sheets[0].Rejected.ShouldBe(0);
    }

    [Theory]
    [InlineData("1958")]
    [InlineData("1958年")]
    [InlineData("1958.3")]
    [InlineData("1958-03")]
    [InlineData("1958/3")]
    [InlineData("1958年3月")]
    [InlineData("１９５８年３月份")]
    [InlineData("195803")]
    [InlineData("1958-00-00")]
    [InlineData("19580300")]
    [InlineData("约1958年")]
    [InlineData("1958年生")]
    [InlineData("一九五八年三月")]
    public void A_year_of_birth_stays_a_year(string written)
    {
        var (row, findings) = Born(written);
        (row!.BirthDate, row.BornIn, findings).ShouldBe((null, 1958, "birth_date:birth_year_only"));
    }

    [Theory]
    [InlineData(1958, 1958)]
    [InlineData(1958.3, 1958)]
    [InlineData(1948.1, 1948)]
    [InlineData(195803, 1958)]
    public void A_year_of_birth_kept_as_a_number_stays_a_year(double number, int year)
    {
        var read = Birth.Read(new Cell(number.ToString(CultureInfo.InvariantCulture), number), new(2026, 11, 29));
        (read.Day, read.Year, read.Fault).ShouldBe((null, year, Reasons.BirthYearOnly));
    }

    [Fact]
    public void A_day_of_birth_stays_a_day_in_every_form()
    {
        var day = new DateOnly(1958, 3, 5);
        foreach (var written in (string[])["1958-03-05", "1958.3.5", "1958年3月5日", "19580305", "21249"])
            Birth.Read(new Cell(written), new(2026, 11, 29)).Day.ShouldBe(day, written);
        Birth.Read(new Cell("21249", 21249), new(2026, 11, 29)).Day.ShouldBe(day);
        Birth.Read(new Cell("19787", 19787) { Behind = 1462 }, new(2026, 11, 29)).Day.ShouldBe(day);
        Birth.Read(new Cell("1958-03", 21245, IsDate: true) { IsMonth = true }, new(2026, 11, 29)).Year.ShouldBe(1958);
    }

    [Theory]
    [InlineData("58.3.5")]
    [InlineData("58年3月")]
    [InlineData("农历腊月初八")]
    [InlineData("属猴")]
    [InlineData("195813")]
    [InlineData("1958.13")]
    public void A_birth_that_cannot_be_read_is_asked_for_and_the_person_kept(string written)
    {
        var (row, findings) = Born(written);
        (row!.BirthDate, row.BornIn, findings).ShouldBe((null, null, "birth_date:date_invalid"));
    }

    [Theory]
    [InlineData("2016年2月30日", "birth_date:date_invalid!")]
    [InlineData("2015-00-12", "birth_date:date_invalid!")]
    [InlineData("2034.6.1", "birth_date:date_future!")]
    [InlineData("2034年", "birth_date:date_future")]
    public void A_day_that_is_none_is_refused_and_a_year_to_come_left_out(string written, string findings) =>
        Born(written).Findings.ShouldBe(findings);

    [Theory]
    [InlineData("1949", "")]
    [InlineData("1949年7月", "")]
    [InlineData("1950", "birth_date:birth_date_conflict")]
    [InlineData("1949年2月30日", "birth_date:date_invalid")]
    [InlineData("1949-07-28", "birth_date:birth_date_conflict!")]
    public void An_identity_number_has_the_day_of_birth(string written, string findings)
    {
        const string digits = "41150219490729901";
        var read = Read(
            RegisterKind.Residents,
            $"姓名,所在社区,类别,出生年月,身份证号\n例常,义阳社区,独居老人,{written},{digits}{IdNumber.CheckDigit(digits)}\n"
        );
        Findings(read).ShouldBe(findings);
        if (!findings.EndsWith('!'))
            read.Of<ResidentRow>().Single().BirthDate.ShouldBe(new DateOnly(1949, 7, 29));
    }

    [Theory]
    [InlineData("不详")]
    [InlineData("未知")]
    [InlineData("不清楚")]
    [InlineData("待补")]
    [InlineData("无")]
    [InlineData("暂无")]
    [InlineData("-")]
    [InlineData("——")]
    [InlineData("不 详。")]
    [InlineData("？")]
    [InlineData("N/A")]
    public void Words_for_nothing_give_nothing_in_any_column_and_lose_nobody(string written)
    {
        var (row, findings) = Resident(
            "身份证号,性别,行动能力,特殊需求,关爱等级,是否独居,本人电话,网格,家庭住址,楼栋,单元,楼层,室,经度,纬度,知情同意,更新日期,户编号,编号,监护人,关系,委托照护人",
            string.Join(',', Enumerable.Repeat(written, 22))
        );
        findings.ShouldBe("guardian_phone:guardian_phone_missing");
        (
            row!.IdNumber,
            row.Sex,
            row.Mobility,
            row.NeedsAsWritten,
            row.CareLevel,
            row.HouseholdId,
            row.Id,
            row.Guardian,
            row.Caregiver
        ).ShouldBe(default);
        (row.Phones.Count, row.Grid, row.Address, row.UpdatedOn).ShouldBe((0, null, new Address(null, null, null, null, null), null));
    }

    [Fact]
    public void Who_does_not_know_strikes_nothing_that_was_known()
    {
        var read = Read(RegisterKind.Residents, "姓名,所在社区,类别,本人电话,关爱等级\n例常,义阳社区,独居老人,不详,无\n");
        var row = read.Of<ResidentRow>().Single();
        (row.Strikes("phone"), row.Blank.Contains("phone"), row.Strikes("care_level")).ShouldBe((false, true, true));
    }

    [Theory]
    [InlineData("备注", "=VLOOKUP(A2,B:C,2)", "")]
    [InlineData("说明", "@SUM(A1)", "")]
    [InlineData("关爱等级", "=A1", "care_level:formula")]
    [InlineData("家庭住址", "=A1&B1", "address:formula")]
    [InlineData("更新日期", "去年", "updated_on:date_invalid")]
    [InlineData("性别", "女士", "")]
    [InlineData("性别", "甲", "sex:sex_unclear")]
    [InlineData("本人电话", "=A1", "phone:phone_invalid")]
    [InlineData("身份证号", "411502********1234", "id_no:id_masked")]
    public void Nobody_is_refused_for_a_column_that_is_not_who_they_are(string heading, string cell, string findings)
    {
        var (row, found) = Resident(heading, cell);
        (row?.Name, found).ShouldBe(("例常", findings));
    }

    [Theory]
    [InlineData("例**")]
    [InlineData("例*")]
    [InlineData("例＊＊")]
    [InlineData("例某")]
    [InlineData("例某某")]
    [InlineData("例XX")]
    [InlineData("欧阳×")]
    [InlineData("𡈽某")]
    public void A_list_whose_names_are_hidden_is_refused_with_the_reason(string name)
    {
        Findings(Read(RegisterKind.Residents, $"姓名,所在社区,类别\n{name},义阳社区,独居老人\n")).ShouldBe("name:name_masked!");
        Findings(Read(RegisterKind.Team, $"姓名,职务,联系电话,社区\n{name},网格长,13900000001,义阳\n")).ShouldBe("name:name_masked!");
    }

    [Theory]
    [InlineData("手机,监护人", "13900000001,例母", "", "例母 13900000001", "")]
    [InlineData("监护人,手机", "例母,13900000001", "", "例母 13900000001", "")]
    [InlineData("监护人/联系人,联系电话", "例母,13900000001", "", "例母 13900000001", "")]
    [InlineData("监护人,关系,联系方式", "例母,母,13900000001", "", "例母 13900000001", "")]
    [InlineData("联系电话,监护人,监护人电话", "13900000002,例母,13900000001", "13900000002", "例母 13900000001", "")]
    [InlineData("本人电话,监护人", "13900000002,例母", "13900000002", "例母 ", "guardian_phone:guardian_phone_missing")]
    [InlineData("监护人,联系电话,本人电话", "例母,13900000001,13900000002", "13900000002", "例母 13900000001", "")]
    [InlineData("监护人及电话", "例母13900000001", "", "例母 13900000001", "")]
    [InlineData("监护人姓名,监护人身份证号,监护人电话", "例母,1,13900000001", "", "例母 13900000001", "")]
    public void A_guardians_telephone_is_the_guardians(string headings, string cells, string own, string guardian, string findings)
    {
        var (row, found) = Resident(headings, cells);
        (string.Join(' ', row!.Phones), $"{row.Guardian!.Name} {string.Join(' ', row.Guardian.Phones)}", found).ShouldBe(
            (own, guardian, findings)
        );
    }

    [Theory]
    [InlineData("手机,监护人", "13900000001,")]
    [InlineData("监护人,手机", "无,13900000001")]
    [InlineData("家属,联系电话", ",13900000001")]
    public void A_telephone_beside_nobodys_name_is_the_persons_own(string headings, string cells)
    {
        var (row, findings) = Resident(headings, cells);
        (string.Join(' ', row!.Phones), row.Guardian, row.Emergency, findings).ShouldBe(("13900000001", null, null, ""));
    }

    [Theory]
    [InlineData("联系人,联系电话", "例娃,13900000001")]
    [InlineData("手机号,家属", "13900000001,例娃")]
    [InlineData("家属姓名,家属电话", "例娃,13900000001")]
    [InlineData("紧急联系人及联系方式", "例娃 139-0000-0001")]
    [InlineData("子女,与本人关系,联系电话", "例娃,儿子,13900000001")]
    public void A_relative_to_be_called_is_kept_as_such(string headings, string cells)
    {
        var (row, found) = Resident(headings, cells);
        (row!.Emergency!.Name, string.Join(' ', row.Emergency.Phones), row.Phones.Count, found).ShouldBe(("例娃", "13900000001", 0, ""));
    }

    private static (ResidentRow? Row, string Findings) Born(string written)
    {
        var read = Read(RegisterKind.Residents, $"姓名,所在社区,类别,出生年月\n例常,义阳社区,独居老人,{written}\n");
        return (read.Of<ResidentRow>().SingleOrDefault(), Findings(read));
    }
}
