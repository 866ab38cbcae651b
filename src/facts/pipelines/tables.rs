//! Which commands and names of pipelines do what.

use super::commands::Does;

/// Beginnings of commands. The first words of a command, behind wrappers, are held against them.
pub(super) const COMMANDS: &[(Does, &[&str])] = &[
    (
        Does::Test,
        &[
            "npm test", "npm t", "npm run test", "npm run unit", "npm run jest", "npm run ci:test", "yarn test", "yarn run test",
            "yarn jest", "yarn vitest", "yarn unit", "pnpm test", "pnpm run test", "pnpm vitest", "pnpm jest", "bun test", "npx jest",
            "npx vitest", "npx mocha", "jest", "vitest", "mocha", "ava", "karma start", "ng test", "nx test", "nx affected -t test",
            "nx affected --target=test", "nx run-many -t test", "turbo run test", "turbo test", "lerna run test", "deno test",
            "react-scripts test", "pytest", "py.test", "python -m pytest", "python3 -m pytest", "python -m unittest", "tox", "nox",
            "skaffold test", "python -m twisted.trial", "twisted.trial", "trial", "hatch test", "hatch run test", "manage.py test",
            "python manage.py test", "./manage.py test", "coverage run", "nosetests", "flask test", "rspec", "bin/rspec", "rake test",
            "rake spec", "rake default", "rails test", "bin/rails test", "rails spec", "parallel_rspec", "parallel_test", "turbo_tests",
            "cucumber", "bin/test", "minitest", "rake parallel:spec", "rails db:test:prepare test", "knapsack_pro", "rake knapsack:rspec",
            "m test", "go test", "gotestsum", "ginkgo", "gotest", "mvn test", "mvn verify", "mvn clean verify", "mvn clean test",
            "mvn package", "mvn install", "mvn clean install", "mvn clean package", "mvnw test", "mvnw verify", "mvnw package",
            "mvnw install", "mvnw clean", "gradle test", "gradle check", "gradle build", "gradlew test", "gradlew check", "gradlew build",
            "gradlew clean build", "gradlew clean test", "gradlew integration", "gradlew testintegration", "gradlew testunit",
            "gradlew clean check", "gradle clean build", "gradlew koverxmlreport", "gradlew jacocotestreport", "gradlew ci", "sbt test",
            "sbt clean test", "sbt it:test", "sbt coverage test", "sbt \"test", "mill test", "lein test", "clojure -m:test", "clj -m:test",
            "dotnet test", "vstest", "cargo test", "cargo nextest", "cargo hack test", "cargo llvm-cov", "cargo tarpaulin", "cross test",
            "mix test", "mix coveralls", "mix ci", "rebar3 ct", "rebar3 eunit", "phpunit", "vendor/bin/phpunit", "php artisan test",
            "artisan test", "composer test", "composer run test", "pest", "vendor/bin/pest", "codecept run", "paratest", "flutter test",
            "dart test", "swift test", "xcodebuild test", "fastlane test", "ctest", "bazel test", "bats", "hurl --test", "newman run",
            "earthly +test", "make test", "make check", "make unit", "make integration", "make ci", "./run_tests", "./run-tests",
            "./test.sh", "bin/ci", "script/test", "scripts/test", "./scripts/test", "scripts/run_tests.sh", "./scripts/run_tests.sh",
            "hokusai test",
        ],
    ),
    (
        Does::EndToEnd,
        &[
            "npx playwright test", "playwright test", "yarn playwright", "pnpm playwright", "npx cypress run", "cypress run",
            "yarn cypress", "npm run cypress", "npm run e2e", "npm run test:e2e", "yarn e2e", "npm run int-test", "make test-e2e",
            "make e2e", "wdio", "npx wdio",
        ],
    ),
    (
        Does::Lint,
        &[
            "eslint", "npx eslint", "npm run lint", "yarn lint", "pnpm lint", "pnpm run lint", "yarn eslint", "npm run eslint",
            "biome check", "biome lint", "npx biome", "oxlint", "tslint", "ng lint", "nx lint", "standard", "npx standard", "xo",
            "npm run lint:js", "turbo run lint", "npm run lint-ci", "ruff check", "ruff .", "ruff --", "flake8", "pylint", "bandit",
            "prospector", "pyflakes", "pre-commit run", "prek run", "rubocop", "bin/rubocop", "reek", "brakeman", "bin/brakeman",
            "standardrb", "rake lint", "rake rubocop", "rake standard", "golangci-lint", "staticcheck", "go vet", "revive", "make lint",
            "gosec", "gradlew detekt", "gradle detekt", "gradlew pmd", "gradlew spotbugs", "gradlew checkstyle", "mvn checkstyle",
            "mvn spotbugs", "mvn pmd", "cargo clippy", "credo", "mix credo", "mix dialyzer", "mix lint", "mix sobelow", "phpstan",
            "vendor/bin/phpstan", "psalm", "vendor/bin/psalm", "composer lint", "composer phpstan", "composer analyse", "phpmd", "phpcs",
            "vendor/bin/phpcs", "sbt scalafix", "sbt scalafixall", "scalafix", "swiftlint", "hlint", "clj-kondo", "semgrep",
            "sonar-scanner", "dotnet format analyzers", "dart analyze", "flutter analyze", "just lint", "task lint", "shellcheck",
        ],
    ),
    (
        Does::TypeCheck,
        &[
            "mypy", "pyright", "basedpyright", "tsc", "npx tsc", "yarn tsc", "yarn type-check", "yarn typecheck", "npm run typecheck",
            "npm run type-check", "npm run tsc", "pnpm typecheck", "srb tc", "bin/srb", "steep check", "ty check", "pnpm run typecheck",
            "npm run check-types",
        ],
    ),
    (
        Does::Coverage,
        &[
            "coverage run", "coverage report", "coverage xml", "istanbul cover", "cargo llvm-cov", "cargo tarpaulin", "nyc ", "c8 ",
            "mix coveralls", "grcov", "go tool covdata",
        ],
    ),
    (
        Does::CoverageReport,
        &[
            "codecov", "coveralls", "cc-test-reporter", "diff-cover", "coverage report", "go tool cover", "reportgenerator",
            "bash <(curl -s https://codecov",
        ],
    ),
    (
        Does::Deploy,
        &[
            "kubectl apply", "kd --", "kd -f", "kd -c", "krane deploy", "kubernetes-deploy", "kubectl set image",
            "kubectl rollout restart", "kubectl create -f", "kubectl patch", "helm upgrade", "helm install", "helmfile apply",
            "helmfile sync", "kapp deploy", "argocd app sync", "argocd app set", "flux reconcile", "skaffold run", "skaffold deploy",
            "skaffold apply", "kustomize edit set image", "aws ecs update-service", "ecspresso deploy", "copilot deploy",
            "copilot svc deploy", "ecs-cli", "ecs-deploy", "aws lambda update-function-code", "sam deploy", "cdk deploy", "npx cdk deploy",
            "serverless deploy", "sls deploy", "npx serverless deploy", "npx sls deploy", "sst deploy", "chalice deploy", "zappa update",
            "eb deploy", "aws deploy create-deployment", "aws s3 sync", "gcloud run deploy",
            "gcloud compute instance-groups managed rolling-action", "az webapp deployment slot swap", "gcloud app deploy",
            "gcloud functions deploy", "gcloud deploy releases create", "az webapp deploy", "az webapp deployment", "az webapp up",
            "az containerapp up", "az containerapp update", "azd deploy", "azd up", "func azure functionapp publish", "terraform apply",
            "tofu apply", "terragrunt apply", "terragrunt run-all apply", "pulumi up", "ansible-playbook", "cap production deploy",
            "cap staging deploy", "bundle exec cap", "kamal deploy", "mina deploy", "dep deploy", "fab deploy", "cf push", "cf deploy",
            "heroku container:release", "git push heroku", "git push dokku", "heroku deploy", "flyctl deploy", "fly deploy", "railway up",
            "vercel deploy", "vercel --prod", "netlify deploy", "wrangler deploy", "wrangler publish", "firebase deploy", "nomad job run",
            "nomad run", "docker stack deploy", "hokusai staging deploy", "hokusai production deploy", "hokusai pipeline promote",
            "hokusai registry", "octo create-release", "octopus release", "weco-deploy", "nais deploy", "oc apply", "oc rollout",
            "oc start-build", "make deploy", "npm run deploy", "yarn deploy", "make apply", "make tf-apply", "./deploy", "bin/deploy",
            "gcloud pubsub topics publish $spinnaker_topic", "gcloud pubsub topics publish \"$spinnaker_topic\"", "spin pipeline execute",
            "script/deploy", "scripts/deploy", "./scripts/deploy", "./bin/deploy", "rake deploy",
            "curl -x post https://api.render.com/deploy", "hatchet deploy", "cloudfoundry deploy", "make prod apply",
        ],
    ),
    (
        Does::PublishImage,
        &[
            "docker push", "docker buildx build --push", "docker image push", "podman push", "buildah push", "crane push", "skopeo copy",
            "ko publish", "ko build", "ko apply", "jib", "gradlew jib", "mvn jib:build", "pack build --publish", "docker compose push",
            "docker-compose push", "hokusai registry push", "gcloud builds submit", "az acr build", "/kaniko/executor", "make push",
            "make docker-push", "make publish", "goreleaser release", "goreleaser --",
        ],
    ),
    (
        Does::PublishPackage,
        &[
            "npm publish", "yarn publish", "pnpm publish", "twine upload", "poetry publish", "uv publish", "flit publish", "mvn deploy",
            "gradlew publish", "gradle publish", "cargo publish", "gem push", "rake release", "gh release", "helm push", "cr upload",
            "dotnet nuget push", "semantic-release", "npx semantic-release", "changeset publish", "goreleaser release", "git push --tags",
            "git tag",
        ],
    ),
    (
        Does::Verify,
        &[
            "kubectl rollout status", "kd --", "kd -f", "kd -c", "krane deploy", "kubectl wait", "helm test", "argocd app wait",
            "aws ecs wait", "newman run", "npx checkly", "datadog-ci synthetics", "npm run smoke", "npm run test:smoke", "yarn smoke",
            "make smoke", "make test-smoke", "rake smoke", "bundle exec rake smoke", "./smoke", "script/smoke", "scripts/smoke",
            "curl --fail", "curl -f", "curl --retry", "wait-on", "ecs-deploy", "cypress run --env", "gradlew smoke", "gradlew functional",
        ],
    ),
    (
        Does::Rollback,
        &[
            "kubectl rollout undo", "helm rollback", "cf rollback", "heroku rollback", "kamal rollback", "cap production deploy:rollback",
            "terraform apply -rollback",
        ],
    ),
    (
        Does::SecretScan,
        &[
            "gitleaks", "trufflehog", "detect-secrets", "detect-secrets-hook", "ggshield", "git-secrets", "secretlint", "npx secretlint",
            "talisman", "betterleaks", "noseyparker", "git secrets", "npx dotcom-secret-squirrel",
        ],
    ),
    (
        Does::SecurityTest,
        &[
            "zap-baseline", "zap-full-scan", "zap-api-scan", "nuclei", "semgrep", "snyk code test", "bandit", "brakeman", "bin/brakeman",
            "gosec", "njsscan", "veracode", "checkmarx", "mix sobelow", "sonar-scanner", "gradlew sonarqube", "gradlew sonar",
            "mvn sonar:sonar", "dependency-check",
        ],
    ),
    (
        Does::ContractTest,
        &[
            "buf breaking", "oasdiff", "openapi-changes", "openapi-diff", "pact-broker", "pact broker", "rake pact", "rails pact",
            "graphql-inspector", "rover subgraph check", "npm run pact", "yarn pact", "gradlew pact", "gradlew runproviderpact",
            "mvn pact",
        ],
    ),
    (
        Does::OwnCluster,
        &["kind create cluster", "minikube start", "k3d cluster create", "ctlptl create cluster", "k3s server", "microk8s start"],
    ),
    (Does::RuleTest, &["promtool test rules", "vmalert-tool unittest", "mimirtool rules test"]),
    (
        Does::RuleLint,
        &[
            "promtool check", "pint lint", "pint ci", "mimirtool rules check", "mimirtool rules lint", "cortextool rules",
            "lokitool rules", "mixtool lint", "amtool check-config", "helm lint", "terraform validate", "cfn-lint", "tflint",
            "helm template", "kubeconform",
        ],
    ),
    (
        Does::LoadTest,
        &["k6 run", "locust", "artillery run", "npx artillery", "jmeter", "gatling", "vegeta", "gradlew gatlingrun", "sbt gatling"],
    ),
];

/// Words in the name of an action, orb, template or pipeline that is called.
pub(super) const CALLED: &[(Does, &[&str])] = &[
    (
        Does::Test,
        &[
            "run-tests", "run_tests", "/test.y", "/tests.y", "-test.y", "-tests.y", "unit-test", "integration-test", "verify.y",
            "gradle_verify", "gradle_postgres", "gradle-verify", "node/test", "python/test", "ruby/rspec-test", "go/test", "rspec", "jest",
            "pytest", "minitest", "build-and-test", "build-test", "build_test", "check-and-test", "yarn/jest", "yarn/test", "node_unit",
            "node_integration", "npm-test", "hmpps/npm", "phpunit", "pact", "hokusai/test", "test_and",
        ],
    ),
    (Does::EndToEnd, &["cypress-io/github-action", "playwright", "e2e", "cypress/run"]),
    (
        Does::Lint,
        &[
            "eslint", "golangci", "super-linter", "megalinter", "reviewdog", "pre-commit/action", "ruff-action", "rubocop", "standardrb",
            "clippy", "hadolint", "shellcheck", "phpstan", "detekt", "pylint", "flake8", "/lint", "-lint", "lint-", "linters", "brakeman",
            "codeql", "sonar", "qodana", "veracode", "trunk-action", "codacy", "semgrep", "snyk/actions", "yarn/lint", "credo", "biome",
        ],
    ),
    (
        Does::SecurityTest,
        &[
            "codeql", "sonarsource", "sonarcloud", "sonarqube", "veracode", "semgrep", "zaproxy", "checkmarx", "bandit", "brakeman",
            "snyk/actions", "fortify", "stackhawk", "bearer", "njsscan", "sast", "dast", "trivy", "security-analysis",
        ],
    ),
    (
        Does::CoverageReport,
        &[
            "codecov/codecov-action", "coverallsapp", "codecov/upload", "coveralls", "publishcodecoverageresults", "code-coverage",
            "coverage-report", "py-cov-action", "jacoco-report", "vitest-coverage-report", "simplecov", "test-reporter-coverage",
            "codeclimate-action", "qlty", "codecov", "coverage",
        ],
    ),
    (
        Does::Deploy,
        &[
            "nais/deploy", "amazon-ecs-deploy", "deploy-cloudrun", "deploy-appengine", "deploy-cloud-functions", "webapps-deploy",
            "k8s-deploy", "azure/functions-action", "container-apps-deploy", "azurewebapp", "azurermwebappdeployment", "cg-cli-tools",
            "heroku-deploy", "flyctl-actions/", "superfly/flyctl-actions", "vercel-action", "actions-netlify", "wrangler-action",
            "action-hosting-deploy", "pulumi/actions", "helm-deploy", "deploy_env", "deploy-env", "deploy_to", "/deploy.y", "-deploy.y",
            "_deploy.y", "deploy-to", "deploy/deploy", "deploy_service", "test_env_deploy", "hmpps/deploy", "hokusai/deploy",
            "aws-ecs/deploy", "gcp-cloud-run/deploy", "heroku/deploy", "kubernetes/deploy", "helm/upgrade", "deploy-service", "deploy-app",
            "appleboy/ssh-action", "serverless-action", "deploy_dev", "deploy_preprod", "deploy_prod", "argocd-deploy",
            "kubernetesmanifest", "helmdeploy", "azure-functions", "riff-raff", "elastic-beanstalk-deploy", "aws-lambda-deploy",
            "cloudformation-github-deploy", "release.deploy", "repository-dispatch", "trigger-argo", "terraform-apply", "deploy-docker",
        ],
    ),
    (
        Does::PublishImage,
        &[
            "build-push-action", "plugins/ecr", "plugins/docker", "plugins/gcr", "docker/build", "publish-image", "publish-docker",
            "docker-publish", "build-and-push", "docker_build", "build_docker", "build-docker", "multi-arch", "ecr-push", "aws-ecr/build",
            "aws-ecr/push", "docker/publish", "gcp-gcr", "push-to-", "docker-build", "image-publish", "build-image", "hokusai/push",
            "docker@", "build-push", "kaniko", "docker@2", "build-and-publish-image", "build-multiarch-image", "publish_image",
            "publish-multiarch", "docker-image",
        ],
    ),
    (
        Does::PublishPackage,
        &[
            "gh-action-pypi-publish", "release-gem", "action-gh-release", "chart-releaser", "goreleaser-action", "semantic-release",
            "release-please", "npm-publish", "changesets/action", "create-release", "ncipollo/release", "publish-package",
            "create-alpha-release-tag", "/release.y", "-release.y", "release-tag", "tag-action", "create-tag", "github-tag",
            "publish-helm",
        ],
    ),
    (Does::Rollback, &["rollback"]),
    (Does::Verify, &["smoke", "http-health-check", "healthcheck-action", "url-health-check", "wait-for-", "checkly", "synthetics"]),
    (
        Does::SecretScan,
        &[
            "gitleaks", "trufflehog", "ggshield", "gitguardian", "detect-secrets", "secretlint", "secret-scan", "secret_scan",
            "git-secrets", "secret-squirrel", "seekret", "devsecops-hooks",
        ],
    ),
    (Does::ContractTest, &["buf-breaking", "oasdiff", "openapi-diff", "graphql-inspector", "bufbuild/buf-action", "pact"]),
    (Does::RuleLint, &["promtool", "pint-action", "helm-lint", "helm_lint", "chart-testing"]),
    (Does::OwnCluster, &["kind-action", "setup-kind", "setup-minikube", "k3d-action", "minikube-action", "microk8s-action", "setup-k3s"]),
    (Does::LoadTest, &["k6-action", "setup-k6", "artilleryio"]),
];

/// Names that look like deploying, and are not: documentation sites and reports.
pub(super) const NO_DEPLOY: &[&str] = &[
    "deploy-pages", "actions-gh-pages", "gh-pages", "deploy-key", "mkdocs gh-deploy", "github-pages", "pages-build", "storybook",
    "chromatic", "upload-pages", "docs", "pre-deploy", "post-deploy", "predeploy", "postdeploy",
];
