using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Emergency.Domain;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Emergency.Server.Hosting.Pipeline;

/// <summary>OpenAPI at /openapi/v1.json: every route with its permission, every problem with its status, how to sign in.</summary>
internal static class ApiDescription
{
    private const string Cookie = "cookie",
        Bearer = "bearer";

    public static WebApplicationBuilder AddApiDescription(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<ApiText>()
            .AddOpenApi(
                ApiText.Version,
                options =>
                {
                    options.AddDocumentTransformer(Document).AddOperationTransformer(Operation).AddSchemaTransformer(Schema);
                    // Two types of one name would become one schema: the outcome of an action in a drill has the same name as the outcome
                    // of a request.
                    var known = new ConcurrentDictionary<string, Type>(StringComparer.Ordinal);
                    options.CreateSchemaReferenceId = type =>
                        type.Type == typeof(Domain.Drills.Outcome) ? "ActionOutcome" : Alone(type, known);
                }
            );
        return builder;
    }

    /// <summary>The schema's name, which no other type may have.</summary>
    private static string? Alone(JsonTypeInfo type, ConcurrentDictionary<string, Type> known)
    {
        var (name, plain) = (OpenApiOptions.CreateDefaultSchemaReferenceId(type), Nullable.GetUnderlyingType(type.Type) ?? type.Type);
        return name is null || known.GetOrAdd(name, plain) == plain
            ? name
            : throw new InvalidOperationException($"{known[name]} and {plain} would become one schema: give one of them another name.");
    }

    public static WebApplication MapApiDescription(this WebApplication app)
    {
        app.MapGet(
                $"/openapi/{ApiText.Version}.json",
                static (HttpContext context) => context.RequestServices.GetRequiredService<ApiText>().Write(context)
            )
            .NeedsNothing()
            .BeforeViews()
            .ExcludeFromDescription();
        return app;
    }

    private static Task Document(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Emergency",
            Version = "1",
            Description =
                "Emergency readiness and incident coordination. Problems are RFC 9457 with a stable `code`; writes take Idempotency-Key and answer X-Position; reads take `?after=` and wait up to 2 s.",
        };
        // The address at which it was requested is not part of the interface.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token of POST /api/session.",
            },
            [Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = SessionToken.Cookie,
                Description =
                    $"Set by POST /api/session. Unsafe verbs also carry {Origins.AntiforgeryHeader} and come from our own origin.",
            },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas["Problem"] = ProblemSchema();
        // Null members are left out of every answer, and may be left out of requests.
        foreach (var schema in document.Components.Schemas.Values.OfType<OpenApiSchema>())
        {
            if (schema is { Required: { } required, Properties: { } properties })
                required.ExceptWith([.. required.Where(name => properties.TryGetValue(name, out var member) && MayBeNull(member))]);
            // Each use of an enumeration says whether its value may be left out; the first use must not decide for all.
            if (schema.Enum is { } values)
                schema.Enum = [.. values.Where(value => value is not null && value.GetValueKind() != JsonValueKind.Null)];
        }
        document.Tags = new HashSet<OpenApiTag>(
            document
                .Paths.Select(path => Section(path.Key))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(name => new OpenApiTag { Name = name })
        );
        foreach (var (path, item) in document.Paths)
        foreach (var (_, operation) in item.Operations ?? [])
            operation.Tags = new HashSet<OpenApiTagReference> { new(Section(path), document) };
        return Task.CompletedTask;
    }

    /// <summary>Section of a route: the first part of its path after /api, never the name of a class of ours.</summary>
    private static string Section(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["api", var noun, ..] => noun,
            [var first, ..] => first,
            _ => "pages",
        };

    private static bool MayBeNull(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(MayBeNull) == true;

    private static OpenApiSchema ProblemSchema()
    {
        var codes = new JsonObject(
            ProblemTable.All.Select(code =>
                KeyValuePair.Create(
                    code,
                    (JsonNode?)
                        new JsonObject
                        {
                            ["status"] = ProblemTable.Status(code),
                            ["zh-CN"] = Sentences.In("zh-CN")[code],
                            ["en"] = Sentences.In("en")[code],
                        }
                )
            )
        );
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457; x-codes says status and sentences of each code.",
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { ["x-codes"] = new JsonNodeExtension(codes) },
            Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "A sentence in Chinese, or in English where Accept-Language asks for it.",
                },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. ProblemTable.All.Select(code => (JsonNode)code)] },
                ["arguments"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
                ["missing"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "What must be done first, one by one.",
                    Items = MissingSchema(),
                },
                ["changed"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "What somebody else wrote since it was seen; values only where the asker may read them.",
                    Items = ChangedSchema(),
                },
                ["trace"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
    }

    private static OpenApiSchema ChangedSchema() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "field" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["field"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["was"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["now"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };

    private static OpenApiSchema MissingSchema()
    {
        static KeyValuePair<string, IOpenApiSchema> Member(string name, JsonSchemaType type, string? format = null) =>
            KeyValuePair.Create(name, (IOpenApiSchema)new OpenApiSchema { Type = type, Format = format });
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "kind: doors, task, supplies, care, final-report, response; beside it what belongs to that kind.",
            Required = new HashSet<string>(StringComparer.Ordinal) { "kind" },
            Properties = new Dictionary<string, IOpenApiSchema>(
                [
                    Member("kind", JsonSchemaType.String),
                    Member("community", JsonSchemaType.String),
                    Member("name", JsonSchemaType.String),
                    Member("step", JsonSchemaType.String),
                    Member("item", JsonSchemaType.String),
                    Member("task", JsonSchemaType.String, "uuid"),
                    Member("lot", JsonSchemaType.String, "uuid"),
                    Member("response", JsonSchemaType.String, "uuid"),
                    Member("atRisk", JsonSchemaType.Integer, "int32"),
                    Member("households", JsonSchemaType.Integer, "int32"),
                    Member("people", JsonSchemaType.Integer, "int32"),
                    Member("quantity", JsonSchemaType.Integer, "int32"),
                ],
                StringComparer.Ordinal
            ),
        };
    }

    private static Task Operation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var needed = context.Description.ActionDescriptor.EndpointMetadata.OfType<Needed>().LastOrDefault();
        if (needed is { Session: true })
        {
            operation.Security = [Scheme(Bearer, context.Document), Scheme(Cookie, context.Document)];
            operation.Parameters ??= [];
            operation.Parameters.Add(Parameter("realm", ParameterLocation.Query, "live, or a drill's realm.", JsonSchemaType.String));
            if (context.Description.HttpMethod is not "GET")
                operation.Parameters.Add(
                    Parameter("Idempotency-Key", ParameterLocation.Header, "The same key again is the same act.", JsonSchemaType.String)
                );
            if (operation.Parameters.All(parameter => parameter.Name != "after"))
                operation.Parameters.Add(
                    Parameter(
                        "after",
                        ParameterLocation.Query,
                        "Waits up to 2 s until this position is known, else 503 view.behind.",
                        JsonSchemaType.Integer
                    )
                );
        }
        if (needed?.Permission is { } permission)
            operation.Description =
                $"{operation.Description}\nNeeds `{permission.Name}`: {string.Join(", ", Enum.GetValues<Domain.Role>().Where(role => permission.Of(role) != Reach.No).Select(role => permission.Of(role) == Reach.Assigned ? $"{role} (assigned)" : role.ToString()))}.".Trim();
        if (operation.Responses is not { } answers)
            return Task.CompletedTask;
        // Outcome<T> declares 200 for every route. A route that answers 201 or 202 declares that itself, and 200 once more where it
        // sometimes answers that too.
        var ok = context
            .Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>()
            .Count(answer => answer.StatusCode == StatusCodes.Status200OK);
        if (ok < 2 && (answers.ContainsKey("201") || answers.ContainsKey("202")))
            answers.Remove("200");
        foreach (var (status, answer) in answers)
        {
            if (answer is not OpenApiResponse response)
                continue;
            if (status[0] == '2' && needed is { Session: true })
                (response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))["X-Position"] = new OpenApiHeader
                {
                    Description = "Position it was read or written at.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                };
            if (response.Content?.ContainsKey("application/problem+json") == true)
                response.Content["application/problem+json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference("Problem", context.Document),
                };
        }
        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Scheme(string name, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(name, document)] = [] };

    private static OpenApiParameter Parameter(string name, ParameterLocation where, string what, JsonSchemaType type) =>
        new()
        {
            Name = name,
            In = where,
            Description = what,
            Schema = new OpenApiSchema { Type = type },
        };

    /// <summary>Describes types that our own converters write by their form on the wire.</summary>
    private static async Task Schema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = context.JsonTypeInfo.Type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGuidId<>)))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "uuid");
        else if (type == typeof(AccountId) || type == typeof(Sealed))
            schema.Type = JsonSchemaType.String;
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListOf<>))
            (schema.Type, schema.Items) = (
                JsonSchemaType.Array,
                await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, stop)
            );
    }
}
