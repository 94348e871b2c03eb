using Emergency.Testing;

namespace Emergency.Server.Tests.Requests;

/// <summary>
/// An answer that differs from its description is noticed: every answer of these tests is compared with it by <see cref="ApiShapes"/>.
/// </summary>
public sealed class ApiShapesTests
{
    private static readonly ApiShapes Shapes = new(
        """
        {"paths":{"/api/things/{id}":{"get":{"responses":{
            "200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Thing"}}}},
            "404":{"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}}}},
          "/api/things/newest":{"get":{"responses":{"200":{"content":{"text/csv":{}}}}}}},
         "components":{"schemas":{
          "Thing":{"type":"object","required":["id","parts"],"properties":{"id":{"type":"string","format":"uuid"},"at":{"type":["null","string"],"format":"date-time"},
            "size":{"enum":["small","large"]},"parts":{"type":"array","items":{"$ref":"#/components/schemas/Part"}},"of":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Part"}]}}},
          "Part":{"type":"object","required":["n"],"properties":{"n":{"type":"integer","format":"int32"}}},
          "Problem":{"type":"object","required":["code"],"properties":{"code":{"type":"string"}}}}}}
        """
    );
    private const string Id = "\"id\":\"01890000-0000-7000-8000-000000000000\"";

    [Theory]
    [InlineData($$"""{ {{Id}}, "parts":[] }""")]
    [InlineData($$"""{ {{Id}}, "at":"2026-01-15T02:00:00+08:00", "size":"small", "parts":[{"n":1},{"n":2}], "of":{"n":3} }""")]
    [InlineData($$"""{ {{Id}}, "at":null, "parts":[], "of":null }""")]
    public void What_is_described_passes(string body) => Shapes.Hold("GET", "/api/things/7?after=3", 200, "application/json", body);

    [Theory]
    [InlineData("""{ "parts":[] }""", "$.id is missing")]
    [InlineData($$"""{ {{Id}}, "parts":[], "more":1 }""", "$.more is not described")]
    [InlineData($$"""{ {{Id}}, "parts":[{"n":1},{"n":"2"}] }""", "$.parts[1].n is String")]
    [InlineData($$"""{ {{Id}}, "parts":[{"n":4000000000}] }""", "described as int32")]
    [InlineData($$"""{ {{Id}}, "parts":[], "at":"yesterday" }""", "described as date-time")]
    [InlineData($$"""{ {{Id}}, "parts":[], "size":"huge" }""", "none of the values")]
    [InlineData($$"""{ {{Id}}, "parts":[], "of":{"n":1,"m":2} }""", "$.of.m is not described")]
    [InlineData("""{ "id":"7", "parts":[] }""", "described as uuid")]
    [InlineData("[]", "$ is Array")]
    [InlineData("{", "")]
    public void What_is_not_described_is_named(string body, string fault) =>
        Fault("GET", "/api/things/7", 200, "application/json", body).ShouldContain(fault);

    [Fact]
    public void A_status_a_kind_of_body_and_a_route_must_be_described_too()
    {
        Fault("GET", "/api/things/7", 201, "application/json", "{}").ShouldContain("this status is not described");
        Fault("GET", "/api/things/7", 200, "text/html", "").ShouldContain("described are application/json");
        Fault("GET", "/api/things/newest", 200, "application/json", "{}").ShouldContain("described are text/csv");
        Fault("POST", "/api/things/7", 200, "application/json", "{}").ShouldContain("this route is not described");
        Fault("GET", "/api/other", 200, "application/json", "{}").ShouldContain("this route is not described");
        Fault("GET", "/api/things/7", 404, "application/problem+json", "{}").ShouldContain("$.code is missing");
        Shapes.Hold("GET", "/api/other", 404, "application/problem+json", """{"code":"not-found"}""");
        Shapes.Hold("GET", "/login", 200, "text/html", "<!doctype html>");
    }

    private static string Fault(string method, string path, int status, string kind, string body) =>
        Should.Throw<NotAsDescribed>(() => Shapes.Hold(method, path, status, kind, body)).Message;
}
