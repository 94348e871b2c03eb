using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Tests.Imports;

/// <summary>Doors in the usual forms of registers, as building/unit/floor/room.</summary>
public sealed class AddressTests : UsualRegisters
{
    [Theory]
    [InlineData("例园小区4号楼2单元304室", "4号楼/2单元/3/304")]
    [InlineData("例园小区二十三号楼二单元六楼602", "23号楼/2单元/6/602")]
    [InlineData("例园小区十二栋三单元", "12栋/3单元//")]
    [InlineData("例园小区6号楼1单元负一层101", "6号楼/1单元/-1/101")]
    [InlineData("例园小区6号楼1单元-1层", "6号楼/1单元/-1/")]
    [InlineData("例园小区6号楼B1层3室", "6号楼//-1/3")]
    [InlineData("例园小区6号楼2单元地下室", "6号楼/2单元/-1/地下室")]
    [InlineData("例园小区15幢1单元301-1", "15幢/1单元/3/301-1")]
    [InlineData("例园小区A座15层1502", "A座//15/1502")]
    [InlineData("例园小区6号楼A座1502", "6号楼A座//15/1502")]
    [InlineData("例园小区3-2-501", "3号楼/2单元/5/501")]
    [InlineData("例园小区3—2—501室", "3号楼/2单元/5/501")]
    [InlineData("例园小区３－２－５０１", "3号楼/2单元/5/501")]
    [InlineData("例园小区3/2/501", "3号楼/2单元/5/501")]
    [InlineData("例园小区3-501", "3号楼//5/501")]
    [InlineData("例园小区A-1502", "A座//15/1502")]
    [InlineData("例园小区3-2-5-501", "3号楼/2单元/5/501")]
    [InlineData("例园小区3#2-501", "3号楼/2单元/5/501")]
    [InlineData("例园小区3#楼2单元501", "3号楼/2单元/5/501")]
    [InlineData("例园小区6号楼2-502", "6号楼/2单元/5/502")]
    [InlineData("例园小区6号楼-2单元-502室", "6号楼/2单元/5/502")]
    [InlineData("例园小区3-1号楼502", "3-1号楼//5/502")]
    [InlineData("建设路88号院4栋东单元302", "4栋/东单元/3/302")]
    [InlineData("建设路88号4栋302", "4栋//3/302")]
    [InlineData("例园小区5栋西单元东户", "5栋/西单元//东户")]
    [InlineData("中山路12弄3号502室", "12弄3号//5/502")]
    [InlineData("例湾村三组", "3组///")]
    [InlineData("例湾村第5村民小组12号", "5组///12")]
    [InlineData("郑家冲村8组45号", "8组///45")]
    [InlineData("例湾村二队7号", "2队///7")]
    [InlineData("义阳社区老街45号附2号", "老街45号///附2")]
    [InlineData("建设路88-1号", "建设路88-1号///")]
    [InlineData("例园小区3号楼502（钥匙在隔壁）", "3号楼//5/502")]
    [InlineData("例园小区3号楼502，钥匙在隔壁", "3号楼//5/502")]
    [InlineData("例园小区（6号楼502）", "6号楼//5/502")]
    [InlineData("例园小区 6 号楼 2 单元 502", "6号楼/2单元/5/502")]
    [InlineData("五一路三里店社区二期6栋301", "6栋//3/301")]
    [InlineData("例园小区12楼3单元502", "12号楼/3单元/5/502")]
    [InlineData("例园小区6栋2门502", "6栋/2单元/5/502")]
    [InlineData("例园小区六号楼二单元五〇二", "6号楼/2单元/5/502")]
    [InlineData("例园小区6号楼502东户", "6号楼//5/502东户")]
    [InlineData("东楼302", "东楼//3/302")]
    public void A_door_is_read_in_every_usual_form(string text, string door) => Door(text).ShouldBe((door, false));

    [Theory]
    [InlineData("义阳社区")]
    [InlineData("例园小区6楼602")]
    [InlineData("例园小区502")]
    [InlineData("例湾村例家老屋")]
    [InlineData("例园小区3-2")]
    public void A_door_that_is_not_understood_down_to_the_building_is_said(string text)
    {
        var (row, findings) = Resident("家庭住址", text);
        (row!.Address.Building, row.Address.Text, findings).ShouldBe((null, text, "address:door_unread"));
    }

    [Theory]
    [InlineData("楼栋,单元号,室", "6,2,502", "6号楼/2单元/5/502")]
    [InlineData("楼栋号,单元号,房间号", "六号楼,二单元,502室", "6号楼/2单元/5/502")]
    [InlineData("幢号,单元,室", "6,东,502", "6幢/东单元/5/502")]
    [InlineData("楼号,单元,房号", "6号,2,502", "6号楼/2单元/5/502")]
    [InlineData("楼栋,单元,楼层,室", "6栋,2单元,五楼,502", "6栋/2单元/5/502")]
    [InlineData("楼栋,楼层,室", "6栋,-1,101", "6栋//-1/101")]
    [InlineData("村民小组,门牌号", "3,45号", "3组///45")]
    [InlineData("楼栋,门牌号", "6号楼,2-502", "6号楼/2单元/5/502")]
    [InlineData("门牌号", "6-2-502", "6号楼/2单元/5/502")]
    [InlineData("门牌号", "6号楼2单元502", "6号楼/2单元/5/502")]
    [InlineData("楼栋", "6号楼2单元", "6号楼/2单元//")]
    [InlineData("楼栋,室", "家属楼,301", "家属楼//3/301")]
    [InlineData("家庭住址,楼栋,单元", "例园小区4号楼2单元304室,4号楼,2单元", "4号楼/2单元/3/304")]
    [InlineData("家庭住址,楼栋,室", "试阳路4号,4号楼,307", "4号楼//3/307")]
    [InlineData("家庭住址,楼栋", "例园小区5号楼1单元101,6号楼", "6号楼///")]
    public void A_door_in_columns_is_read_as_in_an_address(string headings, string cells, string door)
    {
        var (row, findings) = Resident(headings, cells);
        (Written(row!.Address), findings).ShouldBe((door, ""));
    }

    [Theory]
    [InlineData("楼栋,楼层,室", "6栋,顶楼,502", "building:door_unread")]
    [InlineData("室", "502", "address:door_unread")]
    public void A_part_that_is_not_understood_is_said(string headings, string cells, string findings) =>
        Resident(headings, cells).Findings.ShouldBe(findings);

    [Fact]
    public void A_team_member_has_the_building_as_the_residents_have_it()
    {
        var read = Read(RegisterKind.Team, "姓名,职务,联系电话,社区,楼栋号,单元号\n例长,单元长,13900000001,义阳,六号楼,2\n");
        read.Of<MemberRow>().Select(row => (row.Building, row.Unit)).ShouldBe([("6号楼", "2单元")]);
    }

    private static (string Door, bool Unread) Door(string text)
    {
        var (door, unread) = Addresses.Read(text, null, null, null, null);
        return (Written(door), unread);
    }

    private static string Written(Address door) => $"{door.Building}/{door.Unit}/{door.Floor}/{door.Room}";
}
