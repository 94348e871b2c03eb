using Emergency.Server.Features.BaseMaps;
using Emergency.Testing;

namespace Emergency.Server.Tests.BaseMaps;

/// <summary>
/// Entries of an operator in base-maps.json: every mistake is named, and none of it stops the server or hides the files beside it.
/// </summary>
public sealed class ServiceWishTests
{
    private const string Good = """
        "id": "streets", "title": "街道", "urls": ["https://tiles.example/{z}/{x}/{y}.png"], "attribution": "审图号：试 0001"
        """;

    private static BaseMapShown Read(string text)
    {
        using var folder = new TempFolder();
        using var service = new TileService(TimeProvider.System);
        File.WriteAllText(folder[ServiceWish.FileName], text);
        return ServiceWish.Read(folder.Path, service).ShouldHaveSingleItem().Shown;
    }

    [Fact]
    public void One_that_is_as_described_is_offered() =>
        Read($"[{{ {Good} }}]")
            .ShouldSatisfyAllConditions(
                one => one.Fault.ShouldBeNull(),
                one =>
                    (one.Id, one.Title, one.Form, one.Grid, one.MinZoom, one.MaxZoom).ShouldBe(
                        ("streets", "街道", BaseMapForm.Raster, BaseMapGrid.Mercator, 1, 18)
                    )
            );

    [Theory]
    [InlineData(""" "id": "街" """, "$[0].id")]
    [InlineData(""" "title": "" """, "$[0].title")]
    [InlineData(""" "attribution": null """, "$[0].attribution")]
    [InlineData(""" "urls": [] """, "$[0].urls")]
    [InlineData(""" "urls": ["https://tiles.example/{z}/{x}.png"] """, "$[0].urls")]
    [InlineData(""" "urls": ["file:///etc/{z}/{x}/{y}"] """, "$[0].urls")]
    [InlineData(""" "urls": ["https://who:what@tiles.example/{z}/{x}/{y}"] """, "$[0].urls")]
    [InlineData(""" "urls": ["https://tiles.example/{z}/{x}/{y}?tk={key}"] """, "$[0].keyFile")]
    [InlineData(""" "keyFile": "../master.key" """, "$[0].keyFile")]
    [InlineData(""" "maxZoom": 30 """, "$[0].minZoom, maxZoom")]
    [InlineData(""" "form": "vector", "grid": "degrees" """, "$[0].form")]
    [InlineData(""" "zoom": 3 """, "$[0].zoom")]
    [InlineData(""" "grid": "gcj02" """, "$[0].grid")]
    public void A_mistake_is_named(string mistake, string where)
    {
        var name = mistake.Split('"')[1];
        var kept = Good.Trim()
            .Split(", \"")
            .Select((part, n) => n == 0 ? part : $"\"{part}")
            .Where(part => !part.StartsWith($"\"{name}\"", StringComparison.Ordinal));
        var read = Read($"[{{ {string.Join(", ", kept.Append(mistake))} }}]");
        read.Fault.ShouldBe(BaseMapFault.Settings);
        read.Detail.ShouldStartWith(where);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{")]
    [InlineData("")]
    public void What_is_no_list_is_said(string text) => Read(text).Fault.ShouldBe(BaseMapFault.Settings);

    [Fact]
    public void Two_of_one_name_are_said() => Read($"[{{ {Good} }}, {{ {Good} }}]").Detail.ShouldBe("$: two have one id");
}
