using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Tests.Imports;

/// <summary>Areas in the forms of map services and offices.</summary>
public sealed class AreaFormTests : UsualRegisters
{
    private const string Square =
        """{"type":"Polygon","coordinates":[[[114.06,32.11],[114.066,32.11],[114.066,32.116],[114.06,32.116],[114.06,32.11]]]}""";

    [Theory]
    [InlineData("""{"code":"411502001001"}""", "411502001001")]
    [InlineData("""{"code":411502001001}""", "411502001001")]
    [InlineData("""{"adcode":411502,"name":"浉河区","parent":{"adcode":411500}}""", "411502")]
    [InlineData("""{"ADCODE":"411502"}""", "411502")]
    [InlineData("""{"区划代码":"411502001000"}""", "411502001")]
    [InlineData("""{"统计用区划代码":"411502000000"}""", "411502")]
    [InlineData("""{"gb":"156411502"}""", "411502")]
    [InlineData("""{"adcode":411500}""", "4115")]
    [InlineData("""{"id":"411502"}""", "411502")]
    public void A_divisions_code_is_read_under_its_usual_names(string properties, string code) =>
        Of(properties).Rows.OfType<AreaFeature>().Single().Code.ShouldBe(code);

    [Theory]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"name":"浉河区"}""")]
    public void An_area_without_a_code_says_so(string properties) =>
        Of(properties).Sheets[0].Findings.Single().Reason.ShouldBe(Reasons.CodeInvalid);

    [Theory]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", 114.06)]
    [InlineData("urn:ogc:def:crs:EPSG::4326", 114.06)]
    [InlineData("EPSG:4490", 114.06)]
    [InlineData("CGCS2000", 114.06)]
    [InlineData("GCJ-02", 114.054)]
    [InlineData("gcj02", 114.054)]
    public void A_named_datum_is_heeded(string name, double west)
    {
        var area = Of("""{"code":"411502"}""", name).Rows.OfType<AreaFeature>().Single().Area;
        area.EnvelopeInternal.MinX.ShouldBe(west, 0.0006);
        area.IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("urn:ogc:def:crs:EPSG::3857")]
    [InlineData("BD-09")]
    [InlineData("CGCS2000 / 3-degree Gauss-Kruger zone 38")]
    public void A_datum_that_cannot_be_turned_into_degrees_is_refused_by_name(string name)
    {
        var finding = Of("""{"code":"411502"}""", name).Sheets[0].Findings.Single();
        (finding.Reason, finding.Detail).ShouldBe((Reasons.CrsUnsupported, name));
    }

    private static RegisterReading Of(string properties, string? crs = null) =>
        Read(
            RegisterKind.Areas,
            $$"""{"type":"FeatureCollection",{{Crs(crs)}}"features":[{"properties":{{properties}},"geometry":{{Square}}}]}"""
        );

    private static string Crs(string? name) =>
        name is null ? "" : "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + name + "\"}},";
}
